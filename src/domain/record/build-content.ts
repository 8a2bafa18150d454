import type { LearnerResult } from '../assessment/outcome.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { ClassGroup, LearnerYear, Programme, StaffId, Yearbook } from '../school/yearbook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { buildLearner, buildStudies } from './build-learner.ts';
import { buildPrimaryForm } from './build-primary.ts';
import type { BuildRefusal, BuildWarning } from './build-refusal.ts';
import { buildSecondaryForm } from './build-secondary.ts';
import type { Findings } from './build-subjects.ts';
import type {
  HeadSignatory,
  PrimaryContent,
  RecordCode,
  RecordContent,
  SecondaryContent,
  Signatory,
} from './content.ts';
import { isDeputy, positionOf } from './deputy.ts';
import { oneLine } from './one-line.ts';
import { signatoryOf } from './signatories.ts';
import { circularName, levelCode } from './wording.ts';

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
  /** Phân công kí: the deputy who signs this class's records for the head; absent where the head signs. */
  readonly deputy?: StaffId;
  /** Quyết định của hiệu trưởng for a learner who is not assessed (Circular 22, art. 12.2); null where none was taken. */
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
  assessed: LearnerResult,
  closing: ClosingFacts,
): Result<BuiltContent, readonly BuildRefusal[]> {
  const { programme } = yearbook;
  const group = yearbook.classes.find(({ name }) => name === learner.className);
  if (group === undefined) return refuse([{ code: 'class-unknown', className: learner.className }]);
  const findings: Findings = { refusals: [], warnings: [] };
  const person = buildLearner(learner, closing.createdOn, findings);
  const homeroom = signatory(yearbook, group.homeroom, findings, {
    code: 'no-homeroom-teacher',
    className: group.name,
  });
  const head = headOf(yearbook, closing.deputy, findings);
  const form = buildForm(learner, group, yearbook, assessed, closing.decision, findings);
  const studies = buildStudies(learner, yearbook, closing.place.provinceName, findings);
  const homeroomComment = oneLine(learner.homeroomComment);
  if (homeroomComment === null) findings.warnings.push({ code: 'homeroom-comment-missing' });
  const { refusals, warnings } = findings;
  if (person === undefined || form === undefined) return refuse(refusals);
  if (homeroom === undefined || head === undefined) return refuse(refusals);
  if (refusals.length > 0) return refuse(refusals);
  const common = {
    ...frame(yearbook, group, closing, programme),
    head,
    learner: person,
    studies,
    homeroom,
    homeroomComment,
  };
  const content: SecondaryContent | PrimaryContent =
    form.kind === 'primary' ? { ...common, ...form } : { ...common, ...form };
  return ok({ content, warnings });
}

/** The part of the record that only its level has. */
function buildForm(
  learner: LearnerYear,
  group: ClassGroup,
  yearbook: Yearbook,
  assessed: LearnerResult,
  decision: boolean | null,
  findings: Findings,
) {
  const { results } = learner;
  if (results.kind === 'primary' && assessed.kind === 'primary') {
    const pages = { learner, results, yearbook, assessed: assessed.result, decision };
    return buildPrimaryForm(pages, findings);
  }
  if (results.kind === 'secondary' && assessed.kind === 'secondary') {
    const pages = { learner, results, group, yearbook, assessed: assessed.result, decision };
    return buildSecondaryForm(pages, findings);
  }
  findings.refusals.push({ code: 'programme-not-written', programme: yearbook.programme });
  return undefined;
}

/** What is the same for every learner of the class. */
function frame(
  { school, year, level }: Yearbook,
  group: ClassGroup,
  closing: ClosingFacts,
  programme: Programme,
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

/** Người kí ở vị trí người đứng đầu. Only a deputy of the head may sign for the head (Decree 30/2020, art. 13.1). */
function headOf(
  yearbook: Yearbook,
  deputy: StaffId | undefined,
  findings: Findings,
): HeadSignatory | undefined {
  const { head, headTitle } = yearbook.school;
  if (deputy === undefined || deputy === head) {
    const person = signatory(yearbook, head, findings, { code: 'no-head' });
    return person && { ...person, title: headTitle, onBehalf: null };
  }
  const person = signatory(yearbook, deputy, findings, { code: 'staff-unknown', staff: deputy });
  const member = yearbook.staff.find(({ id }) => id === deputy);
  if (person === undefined || member === undefined) return undefined;
  const title = oneLine(positionOf(member));
  if (title !== null && isDeputy(member)) return { ...person, title, onBehalf: headTitle };
  findings.refusals.push({ code: 'not-a-deputy', staff: deputy, position: title });
  return undefined;
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
