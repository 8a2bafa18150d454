import type { SheetKind } from '../layout.ts';

/** One of these fields must be mapped: without it no row can be read. */
type AnyOf = readonly string[];

const learner: AnyOf = ['code', 'personalId', 'name'];

/** What a mapping must name for each kind of sheet; the rest may be left out. */
export const essentials: Readonly<Record<SheetKind, readonly AnyOf[]>> = {
  'pupil-list': [['code'], ['name'], ['class']],
  'staff-list': [['code'], ['name']],
  assignments: [['teacher'], ['subject'], ['classes']],
  'homeroom-assignments': [['class'], ['teacher']],
  'class-list': [['name'], ['birthDate', 'personalId']],
  'term-summary': [learner, ['study', 'conduct', 'absWith', 'subject:']],
  'subject-marks': [learner, ['tx', 'tx:', 'gk', 'ck']],
  'homeroom-book': [learner, ['conduct1', 'conduct2', 'comment']],
  reassessment: [learner, ['subject'], ['after']],
  'summer-conduct': [learner, ['after']],
  'transfer-in': [learner, ['fromSchool', 'subject:']],
  'subject-choice': [learner, ['chosen', 'specialTopics']],
  'primary-year': [learner, ['mon:', 'diem:', 'pc:', 'nl:']],
  'primary-comments': [learner, ['comment:', 'homeroomComment', 'cQualities']],
  supplement: [learner, ['item'], ['level', 'decision']],
};

/** «tx:» stands for every field that begins so. */
export const satisfies = (field: string, wanted: string): boolean =>
  wanted.endsWith(':') ? field.startsWith(wanted) : field === wanted;

export const isSheetKind = (text: string): text is SheetKind => text in essentials;
