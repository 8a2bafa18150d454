import type { SecondaryResult } from '../assessment/outcome.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { ClassGroup, LearnerYear, StaffId, Yearbook } from '../school/yearbook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { buildLearner, buildStudies } from './build-learner.ts';
import type { BuildRefusal, BuildWarning } from './build-refusal.ts';
import { buildSubjects, type Findings } from './build-subjects.ts';
import type { RecordCode, RecordContent, Signatory, YearResult } from './content.ts';
import { oneLine } from './one-line.ts';
import { signatoryOf } from './signatories.ts';
import { awardWords, circularName, levelCode, promotionWords } from './wording.ts';

/** What the workbooks do not say of the school, and its certificate and place of issue need. */
export interface SchoolPlace {
  /** Mã số thuế, by which the seal's certificate names the school. */
  readonly taxCode: string;
  readonly communeName: string;
  readonly provinceName: string;
  /** Địa danh phát hành. */
  readonly issuedAt: string;
}

/** What the act of closing adds to the year's data. */
export interface ClosingFacts {
  readonly environment: 'real' | 'trial';
  readonly code: RecordCode;
  readonly version: number;
  readonly createdOn: CivilDate;
  readonly issuedOn: CivilDate;
  readonly inForceFrom: CivilDate;
  readonly place: SchoolPlace;
  /** Quyết định của hiệu trưởng for a learner who is not assessed (art. 12.2); null where none was taken. */
  readonly decision: boolean | null;
}

/** A content that can be closed, and what a person may still want to look at. */
export interface BuiltContent {
  readonly content: RecordContent;
  readonly warnings: readonly BuildWarning[];
}

/**
 * Lập nội dung học bạ of one learner from the year's data and its assessment. Refuses with everything that is lacking,
 * so that all of it can be mended at once.
 */
export function buildRecordContent(
  learner: LearnerYear,
  yearbook: Yearbook,
  assessed: SecondaryResult,
  closing: ClosingFacts,
): Result<BuiltContent, readonly BuildRefusal[]> {
  const { programme, school } = yearbook;
  const { results } = learner;
  if (programme === 'TT27' || results.kind !== 'secondary') {
    return refuse([{ code: 'programme-not-written', programme }]);
  }
  const group = yearbook.classes.find(({ name }) => name === learner.className);
  if (group === undefined) return refuse([{ code: 'class-unknown', className: learner.className }]);
  const findings: Findings = { refusals: [], warnings: [] };
  const person = buildLearner(learner, findings);
  const subjects = buildSubjects(learner, group, yearbook, assessed, findings);
  const homeroom = signatory(yearbook, group.homeroom, findings, {
    code: 'no-homeroom-teacher',
    className: group.name,
  });
  const head = signatory(yearbook, school.head, findings, { code: 'no-head' });
  const result = buildResult(learner, yearbook, assessed, closing.decision, findings);
  const studies = buildStudies(learner, yearbook, closing.place.provinceName, findings);
  const homeroomComment = oneLine(learner.homeroomComment);
  if (homeroomComment === null) findings.warnings.push({ code: 'homeroom-comment-missing' });
  const { refusals, warnings } = findings;
  if (person === undefined || result === undefined) return refuse(refusals);
  if (homeroom === undefined || head === undefined) return refuse(refusals);
  if (refusals.length > 0) return refuse(refusals);
  const content: RecordContent = {
    ...frame(yearbook, group, closing, programme),
    head: { ...head, title: school.headTitle },
    learner: person,
    studies,
    homeroom,
    subjects,
    result,
    certificate: oneLine(learner.certificate),
    competition: oneLine(learner.competition),
    summerComment: oneLine(results.summerComment),
    homeroomComment,
  };
  return ok({ content, warnings });
}

/** What is the same for every learner of the class. */
function frame(
  { school, year, level }: Yearbook,
  group: ClassGroup,
  closing: ClosingFacts,
  programme: 'TT22' | 'TT43',
) {
  const { environment, code, version, createdOn, issuedOn, inForceFrom, place } = closing;
  return {
    environment,
    code,
    version,
    extracted: false,
    circular: circularName[programme],
    createdOn,
    issuedOn,
    inForceFrom,
    issuedAt: place.issuedAt,
    school: {
      code: school.code,
      name: school.name,
      taxCode: place.taxCode,
      departmentCode: school.departmentCode,
      departmentName: school.departmentName,
      communeCode: school.communeCode,
      communeName: place.communeName,
      provinceCode: school.provinceCode,
      provinceName: place.provinceName,
      levelCode: levelCode[level],
    },
    year,
    grade: group.grade,
    className: group.name,
  };
}

function signatory(
  yearbook: Yearbook,
  staff: StaffId | null,
  { refusals }: Findings,
  whenNobody: BuildRefusal,
): Signatory | undefined {
  if (staff === null) {
    refusals.push(whenNobody);
    return undefined;
  }
  const found = signatoryOf(yearbook, staff);
  if (found.ok) return found.value;
  refusals.push(found.refusal);
  return undefined;
}

/** KET_QUA_NAM_HOC. A learner who is not assessed has no levels; the principal's decision stands for the rule's. */
function buildResult(
  learner: LearnerYear,
  yearbook: Yearbook,
  assessed: SecondaryResult,
  decision: boolean | null,
  { refusals }: Findings,
): YearResult | undefined {
  const { results, notAssessed, grade } = learner;
  if (results.kind !== 'secondary') return undefined;
  const { study, conduct, award } = assessed;
  if (!notAssessed) {
    if (conduct.term1 === null) refusals.push({ code: 'conduct-missing', term: 1 });
    if (conduct.term2 === null) refusals.push({ code: 'conduct-missing', term: 2 });
  }
  const { term1, term2 } = results.absence;
  if (term1 === null || term2 === null) refusals.push({ code: 'absences-missing' });
  const decides = assessed.reasons.includes('principal-decides');
  const promoted = decides ? decision : assessed.promoted;
  if (promoted === null && !followsFrom(assessed, refusals)) {
    const { pending, reasons } = assessed;
    refusals.push({ code: 'promotion-undecided', pending, reasons });
  }
  if (promoted === null || term1 === null || term2 === null) return undefined;
  const words = promotionWords(yearbook.level, grade, promoted);
  return {
    study: {
      term1: study.term1.level,
      term2: study.term2.level,
      year: study.year.level,
      afterReassess: study.afterReassess?.level ?? null,
    },
    conduct,
    absences: term1.withLeave + term1.withoutLeave + term2.withLeave + term2.withoutLeave,
    promoted,
    promotionText: words.promotion,
    completionText: words.completion,
    award: award === null ? null : awardWords[award],
  };
}

/** An open promotion that only follows from results already named as missing is not a matter of its own. */
const followsFrom = (
  { pending, reasons }: SecondaryResult,
  refusals: readonly BuildRefusal[],
): boolean =>
  pending.length === 0 &&
  !reasons.includes('principal-decides') &&
  refusals.some(({ code }) => /^(result|conduct|absences)-missing$/.test(code));
