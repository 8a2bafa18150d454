/** Trạng thái học sinh: one of the 12 values of CSDL ngành, and what it means for the two terms. */
export interface LearnerStatus {
  readonly name: string;
  /** Has results of this school in term 1, in term 2. */
  readonly term1: boolean;
  readonly term2: boolean;
  readonly moved: 'in' | 'out' | null;
  /** Still a learner of the school when the year ends. */
  readonly stays: boolean;
}

const stays = { term1: true, term2: true, moved: null, stays: true } as const;

/** Danh mục trạng thái học sinh. No source dates it, or gives codes. */
export const learnerStatuses: readonly LearnerStatus[] = [
  { ...stays, name: 'Đang học' },
  { ...stays, name: 'Chuyển đến kỳ 1', moved: 'in' },
  { ...stays, name: 'Chuyển đến kỳ 2', term1: false, moved: 'in' },
  { ...stays, name: 'Chuyển đến trong hè', moved: 'in' },
  { name: 'Chuyển đi kỳ 1', term1: false, term2: false, moved: 'out', stays: false },
  { name: 'Chuyển đi kỳ 2', term1: true, term2: false, moved: 'out', stays: false },
  { ...stays, name: 'Chuyển đi trong hè', moved: 'out', stays: false },
  { name: 'Thôi học kỳ 1', term1: false, term2: false, moved: null, stays: false },
  { name: 'Thôi học kỳ 2', term1: true, term2: false, moved: null, stays: false },
  { ...stays, name: 'Thôi học trong hè', stays: false },
  // The learner left and came back: studying.
  { ...stays, name: 'Nghỉ học xin học lại kỳ 1' },
  { ...stays, name: 'Nghỉ học xin học lại kỳ 2' },
];

const keyOf = (name: string): string =>
  name.normalize('NFC').toLowerCase().replace(/ kì /g, ' kỳ ');

const byName = new Map(learnerStatuses.map((status) => [keyOf(`${status.name} `), status]));

/** The status of a name with its tone marks; «kì» and «kỳ» are one, and so are «bỏ học» and «thôi học». */
export const learnerStatusOf = (name: string): LearnerStatus | undefined =>
  byName.get(keyOf(`${name.trim()} `).replace(/^bỏ học/, 'thôi học'));
