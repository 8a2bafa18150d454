import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImportedYear, SchoolProfile } from '../../app/demo/job-context.ts';
import type { importYearbook } from '../../app/import-yearbook.ts';
import { Outage } from '../../app/outage.ts';
import { parseMends } from '../../app/school/parse-mends.ts';
import type { Attention, YearKey } from '../../app/school/ports.ts';
import type { Mend } from '../../domain/record/mend.ts';
import type { SchoolCode, StaffId, Yearbook } from '../../domain/school/yearbook.ts';
import { parseSchoolYear } from '../../domain/time/school-year.ts';
import { importDeps, workbooksAt } from '../import-deps.ts';

/** A folder of `samples/`: a school's workbooks, what they do not say (`school.json`), what was mended (`mend.json`). */
export interface SampleSchool {
  readonly key: YearKey;
  readonly name: string;
  readonly profile: SchoolProfile;
  readonly department: {
    readonly code: string;
    readonly name: string;
    readonly taxCode: string;
  };
  readonly mends: readonly Mend[];
  importYear(attention: Attention): Promise<ImportedYear>;
}

/** The form of `school.json`, which stands in this repository. */
interface SchoolFile {
  readonly school: {
    readonly code: string;
    readonly name: string;
    readonly departmentCode: string;
    readonly departmentName: string;
    readonly provinceCode: string;
    readonly communeCode: string;
    readonly headTitle: string;
    readonly year: string;
  };
  readonly place: SchoolProfile['place'];
  readonly clerk: string;
  /** Class name → staff member. */
  readonly signedByDeputy?: Readonly<Record<string, string>>;
  readonly department: { readonly taxCode: string };
}

/** `classes`: only these, where not all are wanted. */
export async function openSample(
  folder: string,
  classes: readonly string[] | null = null,
): Promise<SampleSchool> {
  const file = JSON.parse(await readFile(path.join(folder, 'school.json'), 'utf8')) as SchoolFile;
  const mends = parseMends(await readFile(path.join(folder, 'mend.json'), 'utf8'));
  if (!mends.ok)
    throw new Error(`mend.json: ${mends.refusal.map(({ path: at }) => at).join(', ')}`);
  const { school, place, clerk, department, signedByDeputy = {} } = file;
  const deputies = new Map(
    Object.entries(signedByDeputy).map(([className, staff]) => [className, staff as StaffId]),
  );
  const year = parseSchoolYear(school.year);
  if (year === undefined) throw new Error('school.json: year');
  return {
    key: { school: school.code as SchoolCode, year },
    name: school.name,
    profile: { place, clerk: clerk as StaffId, deputies },
    department: {
      code: school.departmentCode,
      name: school.departmentName,
      taxCode: department.taxCode,
    },
    mends: mends.value,
    async importYear(attention) {
      const imported = await importFolder(folder, { ...school, year }, attention);
      return classes === null
        ? imported
        : { ...imported, yearbook: onlyClasses(imported.yearbook, classes) };
    },
  };
}

/** A school of a few classes: the rest of it was never there. */
function onlyClasses(yearbook: Yearbook, classes: readonly string[]): Yearbook {
  const unknown = classes.filter((wanted) => !yearbook.classes.some(({ name }) => name === wanted));
  if (unknown.length > 0) throw new Outage('sample-class-unknown', { fact: unknown.join(', ') });
  return keep(yearbook, classes);
}

const keep = (yearbook: Yearbook, classes: readonly string[]): Yearbook => ({
  ...yearbook,
  classes: yearbook.classes.filter(({ name }) => classes.includes(name)),
  assignments: yearbook.assignments.filter(({ className }) => classes.includes(className)),
  learners: yearbook.learners.filter(({ className }) => classes.includes(className)),
});

async function importFolder(
  folder: string,
  profile: Parameters<typeof importYearbook>[0]['profile'] & object,
  { signal, progress }: Attention,
): Promise<ImportedYear> {
  const files = (await workbooksAt(folder)) ?? [];
  const read = await importDeps.read(files, profile, (done, total) => {
    signal.throwIfAborted();
    progress(done, total);
  });
  const count = (outcome: string): number =>
    read.findings.filter((finding) => finding.outcome === outcome).length;
  return {
    yearbook: read.yearbook,
    files: files.length,
    repaired: count('repaired'),
    reported: count('reported'),
    refused: read.refused.length + count('refused'),
  };
}
