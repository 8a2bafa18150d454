import type { PersonalId } from '../person/identity.ts';
import type { SubjectCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { RecordContent, SubjectResult } from './content.ts';
import type { WithdrawnSignature } from './record.ts';
import { type Slot, teacherOf } from './slot.ts';

/** Điều người ký cần để ý: keeps nobody from signing. */
export type ReviewWarning =
  /** The person's own earlier signature was lost to a change of content. */
  | {
      readonly code: 'signature-was-withdrawn';
      readonly at: Instant;
      readonly signer: PersonalId;
    }
  | { readonly code: 'comment-missing'; readonly subject: SubjectCode }
  | { readonly code: 'year-result-missing'; readonly subject: SubjectCode }
  | { readonly code: 'homeroom-comment-missing' }
  | { readonly code: 'not-promoted'; readonly decision: string };

/** What is worth a second look in what a slot's signature will cover. */
export function reviewWarnings(
  content: RecordContent,
  slot: Slot,
  withdrawn: WithdrawnSignature | undefined,
): readonly ReviewWarning[] {
  const warnings: ReviewWarning[] = [];
  if (withdrawn !== undefined) {
    const { at, signer } = withdrawn;
    warnings.push({ code: 'signature-was-withdrawn', at, signer });
  }
  const teacher = teacherOf(slot);
  // A learner who is not assessed (Circular 22/2021, art. 12.2) has no results and no comments to miss.
  if (content.learner.notAssessed) return [...warnings, ...decisionWarnings(content, teacher)];
  if (content.kind === 'secondary') {
    for (const row of content.subjects) {
      const isCovered =
        teacher === undefined || row.teachers.some(({ personalId }) => personalId === teacher);
      if (isCovered) warnings.push(...rowWarnings(row));
    }
  } else if (content.kind === 'primary') {
    for (const { subject, comment } of content.subjects) {
      if (comment === null) warnings.push({ code: 'comment-missing', subject });
    }
  }
  if (teacher !== undefined) return warnings;
  if (content.homeroomComment === null) warnings.push({ code: 'homeroom-comment-missing' });
  return [...warnings, ...decisionWarnings(content, teacher)];
}

function decisionWarnings(
  { result }: RecordContent,
  teacher: PersonalId | undefined,
): readonly ReviewWarning[] {
  if (teacher !== undefined || result.promoted) return [];
  const decision = 'promotionText' in result ? result.promotionText : result.completionText;
  return [{ code: 'not-promoted', decision }];
}

function rowWarnings({ subject, comment, results }: SubjectResult): readonly ReviewWarning[] {
  const warnings: ReviewWarning[] = [];
  if (comment === null) warnings.push({ code: 'comment-missing', subject });
  if (results.year === null) warnings.push({ code: 'year-result-missing', subject });
  return warnings;
}
