import type {
  EducationLevel,
  LearnerYear,
  StaffId,
  StaffMember,
  Yearbook,
} from '../../domain/school/yearbook.ts';
import type { SchoolYear } from '../../domain/time/school-year.ts';
import {
  type HomeroomEntry,
  readAssignments,
  readHomerooms,
  type TermAssignment,
} from './assignments.ts';
import { readSubjectChoice } from './choice.ts';
import { readClassList } from './class-list.ts';
import { classesOf } from './classes.ts';
import type { LearnerDraft } from './draft.ts';
import { type Findings, newFindings } from './finding.ts';
import type { Workbook } from './grid.ts';
import { readHomeroomBook } from './homeroom.ts';
import { joinTerms } from './join-terms.ts';
import type { SheetKind, WorkbookKind } from './layout.ts';
import { secondaryLearner } from './learner-year.ts';
import { type Mapping, noMapping } from './mapping/mapping.ts';
import type { UnknownSheet } from './mapping/suggest-mapping.ts';
import { readPrimaryComments, readPrimaryYear, readSupplement } from './primary.ts';
import { primaryLearner } from './primary-year.ts';
import { readPupilList } from './pupils.ts';
import type { FileRefusal } from './refusal.ts';
import { newRoster, type Roster } from './roster.ts';
import { type SchoolFacts, type SchoolProfile, schoolFacts, schoolOf } from './school.ts';
import { readStaffList } from './staff.ts';
import { readSubjectMarks } from './subject-marks.ts';
import { curriculumOf, subjectsOf } from './subjects.ts';
import { type BeforeReassessment, readReassessment, readSummerConduct } from './summer.ts';
import { reportUntouched, type Table, whereIn } from './table.ts';
import { openTables } from './tables.ts';
import { readTermSummary } from './term-summary.ts';
import { readTransferIn } from './transfer.ts';

/** What was found in one file. */
export interface FileContent {
  readonly file: string;
  readonly kind: WorkbookKind;
  readonly sheets: readonly {
    readonly sheet: string;
    /** As Excel shows it. */
    readonly headerRow: number;
    readonly rows: number;
  }[];
}

/** All that the files say, before it is judged: the yearbook, and what later checks need beside it. */
export interface ReadYearbook {
  readonly yearbook: Yearbook;
  readonly drafts: readonly LearnerDraft[];
  readonly homerooms: readonly HomeroomEntry[];
  readonly assignments: readonly TermAssignment[];
  readonly beforeReassessment: readonly BeforeReassessment[];
  readonly tables: readonly Table[];
  readonly findings: Findings;
  readonly files: readonly FileContent[];
  readonly refused: readonly FileRefusal[];
  readonly unknown: readonly UnknownSheet[];
}

/** Files that name no school year belong to the one asked for, or to this placeholder. */
const unknownYear = '' as SchoolYear;

/** Reads any set of a school's workbooks, in any order, as one yearbook. */
export function readYearbook(
  workbooks: readonly Workbook[],
  profile: SchoolProfile,
  mapping: Mapping = noMapping,
): ReadYearbook {
  const findings = newFindings();
  const { tables, ...opened } = openTables(workbooks, profile, findings, mapping);
  const facts = schoolFacts(tables, profile);
  const of = (kind: SheetKind) => tables.filter(({ layout }) => layout.sheet === kind);

  let staff: StaffMember[] = [];
  for (const table of of('staff-list')) {
    staff = readStaffList(table, facts.level, findings, staff);
  }
  const roster = readRoster(of('pupil-list'), tables, findings);
  const assignments = of('assignments').flatMap((table) =>
    readAssignments(table, facts.level, staff, findings),
  );
  const homerooms = of('homeroom-assignments').flatMap((table) =>
    readHomerooms(table, staff, assignments, findings),
  );
  const beforeReassessment = readResults(of, facts.level, roster, findings);
  for (const table of tables) reportUntouched(table, findings);
  const yearbook = assemble({ roster, staff, assignments, homerooms, facts, profile });
  const drafts = roster.learners;
  const shared = { yearbook, drafts, homerooms, assignments, beforeReassessment };
  return { ...shared, ...opened, tables, findings };
}

function readRoster(lists: readonly Table[], tables: readonly Table[], findings: Findings): Roster {
  const learners = new Map<string, LearnerDraft>();
  for (const table of lists) {
    for (const draft of readPupilList(table, findings, learners)) {
      learners.set(draft.facts.number, draft);
    }
  }
  if (learners.size === 0) {
    // Without an anchor no row of results can be tied to anybody: each sheet is left out, and says so.
    const schoolWide = new Set(['pupil-list', 'staff-list', 'assignments']);
    for (const table of tables) {
      if (schoolWide.has(table.layout.workbook) || table.rows.length === 0) continue;
      findings.refused('no-pupil-list', whereIn(table, null));
    }
  }
  return newRoster([...learners.values()]);
}

/** Reads every book of results; the order of the files does not matter, only that of the kinds. */
function readResults(
  of: (kind: SheetKind) => readonly Table[],
  level: EducationLevel,
  roster: Roster,
  findings: Findings,
): BeforeReassessment[] {
  if (roster.learners.length === 0) return [];
  for (const table of of('subject-choice')) readSubjectChoice(table, level, roster, findings);
  for (const table of of('class-list')) readClassList(table, roster, findings);
  for (const table of of('subject-marks')) readSubjectMarks(table, level, roster, findings);
  for (const table of of('term-summary')) readTermSummary(table, level, roster, findings);
  for (const table of of('homeroom-book')) readHomeroomBook(table, roster, findings);
  for (const table of of('transfer-in')) readTransferIn(table, level, roster, findings);
  for (const table of of('primary-year')) readPrimaryYear(table, level, roster, findings);
  for (const table of of('primary-comments')) readPrimaryComments(table, level, roster, findings);
  for (const table of of('supplement')) readSupplement(table, level, roster, findings);
  for (const table of of('summer-conduct')) readSummerConduct(table, roster, findings);
  return of('reassessment').flatMap((table) => readReassessment(table, level, roster, findings));
}

function assemble(parts: {
  readonly roster: Roster;
  readonly staff: readonly StaffMember[];
  readonly assignments: readonly TermAssignment[];
  readonly homerooms: readonly HomeroomEntry[];
  readonly facts: SchoolFacts;
  readonly profile: SchoolProfile;
}): Yearbook {
  const { roster, staff, facts } = parts;
  const { level } = facts;
  const homerooms = new Map<string, StaffId | null>(
    parts.homerooms.map(({ className, teacher }) => [className, teacher]),
  );
  const classes = classesOf(roster.learners, homerooms, level);
  const learners: LearnerYear[] = [];
  for (const draft of roster.learners) {
    const group = classes.find(({ name }) => name === draft.facts.className);
    if (group === undefined) continue;
    const read = level === 'TH' ? primaryLearner : secondaryLearner;
    learners.push(read(draft, group, level));
  }
  return {
    year: facts.year ?? unknownYear,
    programme: facts.programme,
    level,
    school: schoolOf(parts.profile, facts, staff),
    subjects: subjectsOf(level),
    staff,
    classes,
    assignments: joinTerms(
      parts.assignments,
      classes.map(({ name }) => name),
      curriculumOf[level].map(({ code }) => code),
    ),
    learners,
  };
}
