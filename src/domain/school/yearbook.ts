import type { CommentLevel, PrimaryLevel, QualityLevel, StudyLevel } from '../assessment/level.ts';
import type { Score } from '../assessment/score.ts';
import type { Brand } from '../brand.ts';
import type { LearnerNumber, PersonalId, Sex } from '../person/identity.ts';
import type { SchoolYear, Term } from '../time/school-year.ts';

/** Mã trường: the sector's school code, at most 20 characters. */
export type SchoolCode = Brand<string, 'SchoolCode'>;
/** Mã môn học: our stable subject code (TOAN, NV, NN1 …); mapping tables lead to other code systems. */
export type SubjectCode = Brand<string, 'SubjectCode'>;
/** Mã cán bộ trong trường: a staff member within one school's yearbook (GV01 …). */
export type StaffId = Brand<string, 'StaffId'>;

/** Thông tư áp dụng: the circular by which a learner is assessed. */
export type Programme = 'TT27' | 'TT22' | 'TT43';
/** Cấp học. */
export type EducationLevel = 'TH' | 'THCS' | 'THPT' | 'GDTX-THCS' | 'GDTX-THPT';

/** Cơ sở giáo dục. */
export interface School {
  readonly code: SchoolCode;
  readonly name: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly provinceCode: string;
  readonly communeCode: string;
  /** Hiệu trưởng, or Giám đốc at a centre. */
  readonly headTitle: string;
  readonly head: StaffId | null;
}

/** Môn học, hoạt động giáo dục. */
export interface Subject {
  readonly code: SubjectCode;
  readonly name: string;
  /** score: nhận xét kết hợp điểm số; comment: đánh giá bằng nhận xét (Circular 22/2021, art. 5). */
  readonly kind: 'score' | 'comment';
  /** Số tiết mỗi năm học, for each grade in which it is taught. */
  readonly periods: ReadonlyMap<number, number>;
}

/** Cán bộ, giáo viên, nhân viên. */
export interface StaffMember {
  readonly id: StaffId;
  readonly code: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly personalId: PersonalId | null;
  readonly ethnicCode: string | null;
  readonly status: string | null;
  /** Nhóm chức vụ. */
  readonly group: string | null;
  readonly position: string | null;
  readonly subjects: readonly SubjectCode[];
  readonly email: string | null;
  readonly contract: string | null;
  readonly degree: string | null;
}

/** Lớp học. */
export interface ClassGroup {
  readonly name: string;
  readonly grade: number;
  /** Giáo viên chủ nhiệm. */
  readonly homeroom: StaffId | null;
  readonly subjects: readonly SubjectCode[];
  /** Môn lựa chọn and cụm chuyên đề at upper secondary level. */
  readonly chosen: readonly SubjectCode[];
  readonly specialTopics: readonly SubjectCode[];
}

/** Phân công giảng dạy. `part` names what this teacher teaches where several share a subject (Âm nhạc, Mĩ thuật). */
export interface Assignment {
  readonly className: string;
  readonly subject: SubjectCode;
  readonly teacher: StaffId;
  readonly terms: readonly Term[];
  readonly part: string | null;
  /** Ghi chú of the assignment («Dạy thay Vân từ HKII»). */
  readonly note?: string | null;
}

/** One term of a subject with marks. `fromTransfer`: only the average of another school is known. */
export interface ScoreTerm {
  readonly regular: readonly (Score | null)[];
  readonly midterm: Score | null;
  readonly final: Score | null;
  /** ĐTBmhk as the other school gave it; null where this school computes it. */
  readonly transferredAverage: Score | null;
  /** Index in `regular` of the special topic's mark (cụm chuyên đề), or null. */
  readonly specialTopicIndex: number | null;
  readonly comment: string | null;
}

/** One term of a subject assessed by comments. */
export interface CommentTerm {
  readonly regular: readonly (CommentLevel | null)[];
  readonly midterm: CommentLevel | null;
  readonly final: CommentLevel | null;
  readonly transferredLevel: CommentLevel | null;
  readonly comment: string | null;
}

/** Miễn học: the whole year, one term, or not at all. */
export type Exemption = 'none' | 'term1' | 'term2' | 'year';

export type SecondarySubjectYear =
  | {
      readonly kind: 'score';
      readonly code: SubjectCode;
      readonly exempt: Exemption;
      readonly term1: ScoreTerm | null;
      readonly term2: ScoreTerm | null;
      /** Điểm đánh giá lại trong hè (art. 14). */
      readonly reassessed: Score | null;
    }
  | {
      readonly kind: 'comment';
      readonly code: SubjectCode;
      readonly exempt: Exemption;
      readonly term1: CommentTerm | null;
      readonly term2: CommentTerm | null;
      readonly reassessed: CommentLevel | null;
    };

/** Buổi nghỉ học of one term, with leave (P) and without (K). */
export interface TermAbsence {
  readonly withLeave: number;
  readonly withoutLeave: number;
}

/** What the school wrote for one learner of grades 6 to 12 (Circulars 22 and 43). Results are derived, never kept here. */
export interface SecondaryYear {
  readonly kind: 'secondary';
  readonly subjects: readonly SecondarySubjectYear[];
  readonly conduct: {
    readonly term1: StudyLevel | null;
    readonly term2: StudyLevel | null;
    /** Sau rèn luyện trong kì nghỉ hè (art. 13). */
    readonly afterSummer: StudyLevel | null;
  };
  readonly absence: { readonly term1: TermAbsence | null; readonly term2: TermAbsence | null };
  readonly summerComment: string | null;
}

/** What the school wrote for one learner of grades 1 to 5 (Circular 27). */
export interface PrimaryYear {
  readonly kind: 'primary';
  readonly subjects: readonly {
    readonly code: SubjectCode;
    readonly exempt: boolean;
    readonly level: PrimaryLevel | null;
    /** Điểm KTĐK cuối năm, a whole mark 1 to 10; undefined where the grade has no test. */
    readonly test: number | null | undefined;
    readonly comment: string | null;
  }[];
  readonly qualities: ReadonlyMap<string, QualityLevel | null>;
  readonly competences: ReadonlyMap<string, QualityLevel | null>;
  readonly comments: {
    readonly qualities: string | null;
    readonly general: string | null;
    readonly special: string | null;
  };
  readonly heightCm: number | null;
  readonly weightKg: number | null;
  readonly absence: TermAbsence | null;
  /** Đánh giá bổ sung: subject codes, `pc:` and `nl:` names. */
  readonly supplement: ReadonlyMap<
    string,
    { readonly level: string; readonly test: number | null }
  >;
  /** Quyết định của hiệu trưởng about promotion, in words. */
  readonly decision: string | null;
  readonly suddenAward: string | null;
  /** Học sinh Tiêu biểu: recognised by the class and the school; people decide, nothing computes it. */
  readonly recognised?: boolean;
}

export interface Relative {
  readonly name: string;
  readonly job: string | null;
}

/** Học sinh trong một năm học: who the learner is, and what the school wrote about the year. */
export interface LearnerYear {
  readonly number: LearnerNumber;
  /** Mã tạm (TAM-…) under which earlier files knew the learner. */
  readonly formerNumbers: readonly string[];
  readonly personalId: PersonalId | null;
  readonly passport: string | null;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly ethnicCode: string | null;
  readonly nationality: string;
  readonly className: string;
  readonly grade: number;
  /** STT trong lớp. */
  readonly order: number | null;
  readonly status: string | null;
  readonly statusDate: string | null;
  readonly present: { readonly term1: boolean; readonly term2: boolean };
  readonly transfer: {
    readonly in?: string;
    readonly out?: string;
    readonly fromSchool?: string;
  } | null;
  readonly disability: string | null;
  /** Học sinh khuyết tật không đánh giá. */
  readonly notAssessed: boolean;
  readonly policyBeneficiary: string | null;
  readonly permanentAddress: {
    readonly province: string | null;
    readonly commune: string | null;
    readonly detail: string | null;
    /** Old three-level addresses are kept as written. */
    readonly text: string | null;
  } | null;
  readonly currentAddress: string | null;
  readonly birthPlace: string | null;
  readonly homeTown: string | null;
  readonly father: Relative | null;
  readonly mother: Relative | null;
  readonly guardian: Relative | null;
  /** Số sổ đăng bộ. */
  readonly registerNumber: string | null;
  readonly homeroomComment: string | null;
  readonly competition: string | null;
  readonly certificate: string | null;
  readonly results: SecondaryYear | PrimaryYear;
}

/** Dữ liệu năm học của một trường: all that one school knows of one school year. */
export interface Yearbook {
  readonly year: SchoolYear;
  readonly programme: Programme;
  readonly level: EducationLevel;
  readonly school: School;
  readonly subjects: readonly Subject[];
  readonly staff: readonly StaffMember[];
  readonly classes: readonly ClassGroup[];
  readonly assignments: readonly Assignment[];
  readonly learners: readonly LearnerYear[];
}
