import type { CourseFinding } from '../../domain/check/course-of-study.ts';
import { dateText } from './time.ts';

type Sentences = {
  readonly [C in CourseFinding['code']]: (
    finding: Extract<CourseFinding, { readonly code: C }>,
    school: (code: string) => string,
  ) => string;
};

const termWords = { 1: 'học kì I', 2: 'học kì II' } as const;

const sentences: Sentences = {
  'birth-dates-differ': ({ dates }) =>
    `các học bạ ghi ngày sinh khác nhau (${dates.map(dateText).join('; ')}): đối chiếu giấy khai sinh; nếu là hai học sinh thì kiểm tra số định danh.`,
  'names-differ': ({ names }) =>
    `các học bạ ghi họ tên khác nhau (${names.join('; ')}): đối chiếu giấy khai sinh, hoặc quyết định thay đổi hộ tịch.`,
  'year-doubled': ({ year, school }, name) =>
    `Năm học ${year} có hai lần ở ${name(school)}: giữ một, xóa phần trùng.`,
  'two-schools-in-term': ({ year, term, schools }, name) =>
    `${termWords[term]} năm học ${year} học ở hai trường cùng lúc (${schools.map(name).join('; ')}): hai trường đối chiếu ngày chuyển.`,
  'two-grades-in-year': ({ year, grades }) =>
    `Năm học ${year} ghi hai lớp ${grades.join(' và ')}: đối chiếu hồ sơ của hai trường.`,
  'years-missing': ({ from, to }) =>
    from === to
      ? `Không có học bạ năm học ${from}: tìm học bạ, hoặc ghi lí do nghỉ học.`
      : `Không có học bạ từ năm học ${from} đến ${to}: tìm học bạ, hoặc ghi lí do nghỉ học.`,
  'term-missing': ({ year, term }) =>
    `Không có ${termWords[term]} năm học ${year}: tìm kết quả ở trường khác, hoặc ghi lí do nghỉ học.`,
  'grade-repeated': ({ year, grade }) => `Học lại lớp ${grade} trong năm học ${year}.`,
  'repeated-though-promoted': ({ year, grade }) =>
    `Năm học ${year} học lại lớp ${grade} dù năm trước ghi được lên lớp: kiểm tra kết quả năm trước.`,
  'advanced-though-retained': ({ year, grade }) =>
    `Năm học ${year} học lớp ${grade} dù năm trước ghi không được lên lớp: kiểm tra kết quả năm trước.`,
  'grade-jumped': ({ year, from, to }) =>
    `Từ lớp ${from} lên thẳng lớp ${to} trong năm học ${year}: kiểm tra lớp, hoặc bổ sung quyết định học vượt lớp.`,
  'grade-fell': ({ year, from, to }) =>
    `Từ lớp ${from} xuống lớp ${to} trong năm học ${year}: kiểm tra lớp của hai năm.`,
};

/** A sentence, with its remedy, about one learner's course of study. */
export function courseSentence(finding: CourseFinding, school: (code: string) => string): string {
  const sentence = sentences[finding.code] as (
    finding: CourseFinding,
    school: (code: string) => string,
  ) => string;
  const text = sentence(finding, school);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
