import type { LearnerNumber } from '../../domain/person/identity.ts';
import type { BuildRefusal } from '../../domain/record/build-refusal.ts';
import { openRecord, closeClass as ruleOfClosing } from '../../domain/record/draft.ts';
import type { RecordEvent } from '../../domain/record/events.ts';
import {
  acceptExtract,
  type ExtractClosing,
  type ExtractedClass,
  type ExtractedLearner,
  type ExtractRefusal,
  extractedContent,
} from '../../domain/record/extract.ts';
import { absent, evolve, type RecordState } from '../../domain/record/record.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Instant, vietnamDate } from '../../domain/time/instant.ts';
import { decodeData } from '../../format/xml/read-data.ts';
import { writeData } from '../../format/xml/record.ts';
import { closeContent } from './closed-content.ts';
import { currentRecords } from './current-records.ts';
import type { Clock, CodeSource, RecordChange, SchoolStore, StoredRecord } from './ports.ts';

export type HoldingRefusal =
  | { readonly code: 'extract-refused'; readonly refusals: readonly ExtractRefusal[] }
  | {
      readonly code: 'extract-not-in-profile';
      readonly learner: LearnerNumber;
      readonly refusals: readonly BuildRefusal[];
    }
  /** A record of the year exists, says something else and is closed: it must be reopened, or recalled or replaced. */
  | {
      readonly code: 'extract-differs';
      readonly learner: LearnerNumber;
      readonly state: RecordState;
    }
  | RecordRefusal;

/** How many records were closed now, and how many said the same already. */
export interface HeldExtract {
  readonly closed: number;
  readonly unchanged: number;
}

/**
 * Nhập bản trích lục: opens a record for every learner of the extract and closes it at once, since the content is
 * whole; a record that was reopened, or opened as a replacement, is closed with the new content. All of the class or
 * nothing. From here on it takes the way of every record: signed, sealed, issued, sent.
 */
export async function holdExtract(
  extract: ExtractedClass,
  { store, clock, codes }: { store: SchoolStore; clock: Clock; codes: CodeSource },
): Promise<Result<HeldExtract, HoldingRefusal>> {
  const at = clock.now();
  const accepted = acceptExtract(extract, vietnamDate(at));
  if (!accepted.ok) return refuse({ code: 'extract-refused', refusals: accepted.refusal });
  const { school, year, className, learners } = extract;
  const key = { school: school.code, year, className };
  const held = await store.changeClass<HoldingRefusal>(key, { data: true }, (records) => {
    const current = currentRecords(records);
    const changes: RecordChange[] = [];
    for (const one of learners) {
      const record = current.find(
        ({ state }) => state.state !== 'absent' && state.learner === one.learner.number,
      );
      const change = changeOf(one, { extract, record, code: () => codes.newCode(), at });
      if (!change.ok) return change;
      if (change.value !== null) changes.push(change.value);
    }
    return ok(changes);
  });
  if (!held.ok) return held;
  const closed = held.value.length;
  return ok({ closed, unchanged: learners.length - closed });
}

interface Around {
  readonly extract: ExtractedClass;
  readonly record: StoredRecord | undefined;
  readonly code: CodeSource['newCode'];
  readonly at: Instant;
}

/** The change of one learner's record; null where it says the same already. */
function changeOf(
  one: ExtractedLearner,
  { extract, record, code: newCode, at }: Around,
): Result<RecordChange | null, HoldingRefusal> {
  const { number: learner } = one.learner;
  const on = vietnamDate(at);
  const day = { createdOn: on, issuedOn: on, inForceFrom: on };
  const by = extract.extractedBy.personalId;
  if (record !== undefined && record.state.state !== 'drafting') {
    if (record.data !== null && saysTheSame(record.data, one, extract)) return ok(null);
    return refuse({ code: 'extract-differs', learner, state: record.state.state });
  }
  const events: RecordEvent[] = [];
  let state = record?.state ?? absent;
  const { code, version } = record ?? { code: newCode(), version: 1 };
  if (state.state === 'absent') {
    const { school, year, className } = extract;
    const identity = { code, version, school: school.code, year, className, learner };
    const opened = openRecord(state, { ...identity, by, at });
    if (!opened.ok) return opened;
    events.push(opened.value);
    state = evolve(state, opened.value);
  }
  const closed = closeContent(extractedContent(extract, one, { code, version, ...day }));
  if (!closed.ok) {
    return refuse({ code: 'extract-not-in-profile', learner, refusals: closed.refusal });
  }
  const { data, sha256, plan } = closed.value;
  const closing = ruleOfClosing(state, { content: sha256, plan, by, at });
  if (!closing.ok) return closing;
  return ok({ code, version, events: [...events, ...closing.value], data });
}

/** Whether closed data is what this extract would write, on the days on which it was closed. */
function saysTheSame(data: string, one: ExtractedLearner, extract: ExtractedClass): boolean {
  const closed = decodeData(data);
  if (!closed.ok) throw new Error(`closed data: ${closed.refusal[0]?.code}`);
  const { version, createdOn, issuedOn, inForceFrom, record } = closed.value.xml;
  const closing: ExtractClosing = {
    code: record.code,
    version,
    createdOn,
    issuedOn,
    inForceFrom,
  };
  return writeData(extractedContent(extract, one, closing)) === data;
}
