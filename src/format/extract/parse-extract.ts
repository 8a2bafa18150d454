import { parseScore, type Score } from '../../domain/assessment/score.ts';
import type { ExtractedClass, ExtractedLearner } from '../../domain/record/extract.ts';
import type {
  ExtractedSubject,
  OlderConductLevel,
  OlderStudyLevel,
} from '../../domain/record/extracted-form.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SimpleType } from '../xml/simple-type.ts';
import { type } from '../xml/types.ts';
import {
  flag,
  type JsonFault,
  listOf,
  may,
  must,
  numberOf,
  objectOf,
  type Shape,
  textOf,
  wordOf,
} from './json-shape.ts';

/** The first member of an extract file. */
export const extractSchema = 'hocba-extract/1';

/** A text of the record's own grammar: what the file may not hold is refused here already, with its place. */
const text = <T>({ name, parse }: SimpleType<T>): Shape<T> => textOf(name, parse);

const whole = ({ name, parse }: SimpleType<number>): Shape<number> =>
  numberOf(name, (value) => parse(String(value)));

const score: Shape<Score> = numberOf('average', (value) => parseScore(String(value)));

const person = objectOf({ name: must(text(type.name)), personalId: must(text(type.personalId)) });
const relative = objectOf({ name: must(text(type.name)), job: may(text(type.short)) });

const school = objectOf({
  code: must(text(type.schoolCode)),
  name: must(text(type.name)),
  taxCode: must(text(type.taxCode)),
  departmentCode: must(text(type.twoDigits)),
  departmentName: must(text(type.name)),
  communeCode: must(text(type.communeCode)),
  communeName: must(text(type.name)),
  provinceCode: must(text(type.twoDigits)),
  provinceName: must(text(type.name)),
  levelCode: must(text(type.twoDigits)),
});

const book = objectOf({
  number: must(text(type.register)),
  schoolName: must(text(type.name)),
  provinceName: must(text(type.name)),
  homeroom: may(text(type.name)),
  head: may(text(type.name)),
  signedOn: may(text(type.date)),
});

/** Điểm, Đ, CĐ or M in a row; the row's kind says which of them are allowed. */
const mark: Shape<number | string> = (value, path, faults) =>
  typeof value === 'number'
    ? score(value, path, faults)
    : wordOf('mark', { Đ: 'D', CĐ: 'CD', M: 'exempt' })(value, path, faults);

const rowShape = objectOf({
  code: must(text(type.subjectCode)),
  name: must(text(type.name)),
  kind: must(wordOf('kindOfSubject', { score: 'score', comment: 'comment' })),
  term1: may(mark),
  term2: may(mark),
  year: may(mark),
  reassessed: may(mark),
  comment: may(text(type.text)),
  teacher: may(text(type.name)),
});

/** A row whose marks are of its kind. */
const row: Shape<ExtractedSubject> = (value, path, faults) => {
  const read = rowShape(value, path, faults);
  if (read === undefined) return undefined;
  const { code: subject, name, kind, term1, term2, year, reassessed, comment, teacher } = read;
  const before = faults.length;
  for (const [key, found] of Object.entries({ term1, term2, year, reassessed })) {
    const fits = found === null || (found === 'exempt' ? key !== 'reassessed' : isOf(kind, found));
    if (!fits) faults.push({ code: 'invalid-value', path: `${path}/${key}`, expected: kind });
  }
  if (faults.length > before) return undefined;
  const results = { kind, term1, term2, year, reassessed } as ExtractedSubject['results'];
  return { subject, name, results, comment, teacher };
};

const isOf = (kind: 'score' | 'comment', mark: number | string): boolean =>
  (typeof mark === 'number') === (kind === 'score');

const studyLevel: Shape<OlderStudyLevel> = text(type.olderStudyLevel);
const conductLevel: Shape<OlderConductLevel> = text(type.olderConductLevel);
const periods = <T>(shape: Shape<T>) =>
  ({ term1: may(shape), term2: may(shape), year: may(shape) }) as const;

const learnerShape = objectOf({
  number: must(text(type.learnerNumber)),
  personalId: may(text(type.personalId)),
  passport: may(text(type.passport)),
  name: must(text(type.name)),
  sex: may(wordOf('sexLetter', { M: 'M', F: 'F' })),
  birthDate: must(text(type.birthDate)),
  birthPlace: must(text(type.place)),
  homeTown: must(text(type.place)),
  currentAddress: must(text(type.place)),
  ethnicCode: must(text(type.twoDigits)),
  nationality: must(text(type.nationality)),
  policyBeneficiary: may(text(type.place)),
  registerNumber: may(text(type.register)),
  father: may(relative),
  mother: may(relative),
  guardian: may(relative),
  book: must(book),
  subjects: must(listOf(row)),
  average: must(objectOf(periods(score))),
  study: must(objectOf({ ...periods(studyLevel), after: may(studyLevel) })),
  conduct: must(objectOf({ ...periods(conductLevel), after: may(conductLevel) })),
  absences: may(whole(type.absences)),
  promoted: must(flag),
  promotionText: must(text(type.short)),
  completionText: may(text(type.short)),
  award: may(text(type.text)),
  certificate: may(text(type.text)),
  competition: may(text(type.text)),
  summerComment: may(text(type.text)),
  homeroomComment: may(text(type.text)),
});

/** Places of a paper book are of its time: today's codes are not given to them. */
const uncoded = { birthPlaceCode: null, homeTownCode: null, currentAddressCode: null } as const;

const learner: Shape<ExtractedLearner> = (value, path, faults) => {
  const read = learnerShape(value, path, faults);
  if (read === undefined) return undefined;
  const { book: paper, subjects, certificate, competition, summerComment, ...rest } = read;
  const { average, study, conduct, absences, promoted, promotionText, ...more } = rest;
  const { completionText, award, homeroomComment, ...who } = more;
  const year = { absences, promoted, promotionText, completionText, award };
  return {
    learner: { ...who, ...uncoded, notAssessed: false },
    book: paper,
    subjects,
    result: { average, study, conduct, ...year },
    certificate,
    competition,
    summerComment,
    homeroomComment,
  };
};

const fileShape = objectOf({
  schema: must(wordOf('extractSchema', { [extractSchema]: extractSchema })),
  environment: must(wordOf('environmentWord', { real: 'real', trial: 'trial' })),
  school: must(school),
  head: must(
    objectOf({
      name: must(text(type.name)),
      personalId: must(text(type.personalId)),
      title: must(text(type.short)),
    }),
  ),
  issuedAt: must(text(type.name)),
  year: must(text(type.year)),
  grade: must(whole(type.grade)),
  className: must(text(type.className)),
  extractedBy: must(person),
  extractedOn: must(text(type.date)),
  learners: must(listOf(learner)),
});

/**
 * Bản trích lục as a file: UTF-8 JSON of one class's year, `hocba-extract/1` (docs/extracted-years.md). Unknown members
 * are refused, and every fault is named with its place.
 */
export function parseExtract(bytes: Uint8Array): Result<ExtractedClass, readonly JsonFault[]> {
  const json = parseJson(bytes);
  if (json === undefined) return refuse([{ code: 'not-json', path: '' }]);
  const faults: JsonFault[] = [];
  const read = fileShape(json, '', faults);
  if (read === undefined || faults.length > 0) return refuse(faults);
  const { schema: _, head, ...extract } = read;
  // Who extracts signs as head, whoever signed the paper.
  return ok({ ...extract, head: { ...head, onBehalf: null } });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}
