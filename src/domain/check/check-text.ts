import type { LearnerYear, SubjectCode } from '../school/yearbook.ts';
import type { Term } from '../time/school-year.ts';
import { of } from './context.ts';
import { type CheckFinding, type CheckPlace, found } from './finding.ts';

/** One text of a learner's year, where it stands, and how long it may be in the record (profile hocba-1). */
interface TextField {
  readonly text: string;
  readonly field: string;
  readonly subject?: SubjectCode;
  readonly term?: Term;
  readonly limit: number;
  /** A person's name; `foreign` names may be written in another script. */
  readonly name?: 'own' | 'foreign';
}

const commentLimit = 2000;
const nameLimit = 150;
const placeLimit = 250;

/** Every text that goes into the record: encoding, look-alike letters, control characters, length. */
export function checkText(learner: LearnerYear): readonly CheckFinding[] {
  const findings = learner.name.trim() === '' ? [noName(learner)] : [];
  return [...findings, ...textsOf(learner).flatMap((field) => checkField(field, learner))];
}

const noName = (learner: LearnerYear): CheckFinding =>
  found('name-missing', { ...of(learner), field: 'name' }, {});

/** Ð and ð (eth) stand for Đ and đ; Greek and Cyrillic have letters that look like Latin ones. */
const otherLetters = /[ÐðƉɖ]|[\p{Script=Greek}\p{Script=Cyrillic}]/gu;
const eth = /[ÐðƉɖ]/gu;
const latin = /\p{Script=Latin}/u;

/** The letters of other alphabets: all in a Vietnamese name; elsewhere those inside a Latin word, and eth alone. */
function lookAlikes({ text, name }: TextField): string {
  if (name === 'own') return [...new Set(text.match(otherLetters) ?? [])].join(' ');
  const words = text.split(/[^\p{L}\p{M}]+/u);
  const letters = words.flatMap((word) => {
    const rest = word.replace(eth, '');
    return rest === '' || latin.test(rest) ? (word.match(otherLetters) ?? []) : [];
  });
  return [...new Set(letters)].join(' ');
}

/** Control and invisible characters, with those that turn the direction of writing; line breaks and tabs are none. */
const controls =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const codePoint = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function checkField(field: TextField, learner: LearnerYear): readonly CheckFinding[] {
  const { text, limit, subject, term } = field;
  const at: Partial<CheckPlace> & Pick<CheckPlace, 'field'> = {
    ...of(learner),
    field: field.field,
    subject: subject ?? null,
    term: term ?? null,
  };
  const findings: CheckFinding[] = [];
  if (text.normalize('NFC') !== text) findings.push(found('not-nfc', at, { written: text }));
  const composed = text.normalize('NFC');
  const letters = lookAlikes({ ...field, text: composed });
  if (letters !== '') findings.push(found('look-alike-letter', at, { written: text, letters }));
  const control = [...new Set(composed.match(controls) ?? [])].map(codePoint).join(' ');
  if (control !== '') findings.push(found('control-character', at, { letters: control }));
  const count = [...composed].length;
  if (count > limit) findings.push(found('text-too-long', at, { count, limit }));
  if (field.name === undefined) return findings;
  if (/\d/.test(composed)) findings.push(found('name-with-digit', at, { written: text }));
  if (/^\s*\S+\s*$/.test(composed)) findings.push(found('name-one-word', at, { written: text }));
  return findings;
}

/** The texts in the order of the form; what is null or blank is somebody else's rule. */
function textsOf(learner: LearnerYear): TextField[] {
  const fields: TextField[] = [];
  const add = (text: string | null | undefined, field: string, limit: number) => {
    if (text != null && text.trim() !== '') fields.push({ text, field, limit });
  };
  const name = learner.nationality === 'VN' ? 'own' : 'foreign';
  const addName = (text: string | undefined, field: string) => {
    if (text !== undefined && text.trim() !== '') {
      fields.push({ text, field, limit: nameLimit, name });
    }
  };
  addName(learner.name, 'name');
  addName(learner.father?.name, 'fatherName');
  addName(learner.mother?.name, 'motherName');
  addName(learner.guardian?.name, 'guardianName');
  add(learner.birthPlace, 'birthPlace', placeLimit);
  add(learner.homeTown, 'homeTown', placeLimit);
  add(learner.currentAddress, 'current', placeLimit);
  add(learner.permanentAddress?.text, 'address', placeLimit);
  add(learner.homeroomComment, 'homeroomComment', commentLimit);
  add(learner.competition, 'competition', commentLimit);
  add(learner.certificate, 'certificate', commentLimit);
  fields.push(...resultTexts(learner));
  return fields;
}

function resultTexts({ results }: LearnerYear): TextField[] {
  const fields: TextField[] = [];
  const add = (text: string | null | undefined, more: Omit<TextField, 'text' | 'limit'>) => {
    if (text != null && text.trim() !== '') fields.push({ text, limit: commentLimit, ...more });
  };
  if (results.kind === 'secondary') {
    for (const { code, term1, term2 } of results.subjects) {
      add(term1?.comment, { field: 'comment', subject: code, term: 1 });
      add(term2?.comment, { field: 'comment', subject: code, term: 2 });
    }
    add(results.summerComment, { field: 'summerComment' });
    return fields;
  }
  for (const { code, comment } of results.subjects) add(comment, { field: `comment:${code}` });
  add(results.comments.qualities, { field: 'cQualities' });
  add(results.comments.general, { field: 'cGeneral' });
  add(results.comments.special, { field: 'cSpecial' });
  return fields;
}
