/** Bài kiểm tra định kì cuối năm: the first grade in which a subject has one (Circular 27/2020, art. 7). */
const firstTestedGrade: ReadonlyMap<string, number> = new Map([
  ['TOAN', 1],
  ['TV', 1],
  ['NN1', 3],
  ['TIN', 3],
  ['CN', 3],
  ['THCN', 3],
  ['LSDL', 4],
  ['KH', 4],
]);

/** Whether the article asks for an end-of-year test of this subject in this grade. */
export const testRequired = (code: string, grade: number): boolean =>
  grade >= (firstTestedGrade.get(code) ?? Number.POSITIVE_INFINITY);

/** Test marks that each outcome asks of every test (art. 9): whole marks of 10. */
export const testLimits = { HTXS: 9, HTT: 7, HT: 5 } as const;
