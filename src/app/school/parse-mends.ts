import { isCommentLevel, isPrimaryLevel } from '../../domain/assessment/level.ts';
import { parseScore } from '../../domain/assessment/score.ts';
import { type LearnerNumber, parseLearnerNumber } from '../../domain/person/identity.ts';
import type { MarkPlace, Mend } from '../../domain/record/mend.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { StaffId, SubjectCode } from '../../domain/school/yearbook.ts';
import type { Term } from '../../domain/time/school-year.ts';

/** A member of the mend file that is missing or of the wrong form: `mends[2].term`. */
export interface MendFileFault {
  readonly code: 'mend-file-invalid';
  readonly path: string;
}

type Members = Readonly<Record<string, unknown>>;

/** Reads a file of mends, `{"mends": […]}`; refuses with every member that it cannot take. */
export function parseMends(text: string): Result<readonly Mend[], readonly MendFileFault[]> {
  const file = membersOf(parseJson(text));
  const list = file?.['mends'];
  if (!Array.isArray(list)) return refuse([{ code: 'mend-file-invalid', path: 'mends' }]);
  const faults: MendFileFault[] = [];
  const mends = list.flatMap((item: unknown, index) => {
    const reader = readerOf(membersOf(item) ?? {}, `mends[${index}]`, faults);
    const mend = mendOf(reader);
    return mend === undefined ? [] : [mend];
  });
  return faults.length > 0 ? refuse(faults) : ok(mends);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null ? { ...value } : undefined;

interface Reader {
  readonly members: Members;
  fault(name: string): undefined;
  text(name: string): string | undefined;
}

const readerOf = (members: Members, path: string, faults: MendFileFault[]): Reader => {
  const fault = (name: string): undefined => {
    faults.push({ code: 'mend-file-invalid', path: `${path}.${name}` });
    return undefined;
  };
  return {
    members,
    fault,
    text(name) {
      const value = members[name];
      return typeof value === 'string' && value.trim() !== '' ? value : fault(name);
    },
  };
};

function mendOf(reader: Reader): Mend | undefined {
  const act = reader.text('act');
  const by = reader.text('by');
  const why = reader.text('why');
  if (act === undefined || by === undefined || why === undefined) return undefined;
  const who = { by: by as StaffId, why };
  if (act === 'assign-teacher') return assignment(reader, who);
  const learner = learnerOf(reader);
  if (learner === undefined) return undefined;
  if (act === 'enter-mark') return entry(reader, learner, who);
  if (act === 'enter-level') return levelEntry(reader, learner, who);
  const { members, fault } = reader;
  if (act === 'decide-promotion') {
    const { promoted } = members;
    return typeof promoted === 'boolean' ? { act, learner, promoted, ...who } : fault('promoted');
  }
  if (act !== 'defer') return fault('act');
  const { reason } = members;
  return reason === 'supplementary-cohort' || reason === 'incomplete'
    ? { act, learner, reason, ...who }
    : fault('reason');
}

interface Who {
  readonly by: StaffId;
  readonly why: string;
}

function assignment(reader: Reader, who: Who): Mend | undefined {
  const className = reader.text('className');
  const subject = reader.text('subject');
  const teacher = reader.text('teacher');
  const term = termOf(reader);
  if (className === undefined || subject === undefined) return undefined;
  if (teacher === undefined || term === undefined) return undefined;
  return {
    act: 'assign-teacher',
    className,
    subject: subject as SubjectCode,
    term,
    teacher: teacher as StaffId,
    ...who,
  };
}

function entry(reader: Reader, learner: LearnerNumber, who: Who): Mend | undefined {
  const subject = reader.text('subject');
  const term = termOf(reader);
  const place = placeOf(reader);
  const mark = markOf(reader);
  if (subject === undefined || term === undefined) return undefined;
  if (place === undefined || mark === undefined) return undefined;
  return { act: 'enter-mark', learner, subject: subject as SubjectCode, term, place, mark, ...who };
}

/** `level` and `test`, one of them at least. */
function levelEntry(reader: Reader, learner: LearnerNumber, who: Who): Mend | undefined {
  const { members, fault } = reader;
  const subject = reader.text('subject');
  const { level = null, test = null } = members;
  if (level !== null && !isPrimaryLevel(level)) return fault('level');
  const isTest = typeof test === 'number' && Number.isInteger(test) && test >= 1 && test <= 10;
  if (test !== null && !isTest) return fault('test');
  if (level === null && test === null) return fault('level');
  if (subject === undefined) return undefined;
  return { act: 'enter-level', learner, subject: subject as SubjectCode, level, test, ...who };
}

const learnerOf = (reader: Reader): LearnerNumber | undefined => {
  const text = reader.text('learner');
  return text === undefined ? undefined : (parseLearnerNumber(text) ?? reader.fault('learner'));
};

const termOf = ({ members, fault }: Reader): Term | undefined =>
  members['term'] === 1 || members['term'] === 2 ? members['term'] : fault('term');

function placeOf({ members, fault }: Reader): MarkPlace | undefined {
  const { place } = members;
  if (place === 'midterm' || place === 'final') return place;
  const regular = membersOf(place)?.['regular'];
  return typeof regular === 'number' && Number.isInteger(regular) && regular >= 0
    ? { regular }
    : fault('place');
}

function markOf({ members, fault }: Reader) {
  const { score: written, level } = members;
  if (isCommentLevel(level)) return { level };
  const score = typeof written === 'string' ? parseScore(written) : undefined;
  return score === undefined ? fault('score') : { score };
}
