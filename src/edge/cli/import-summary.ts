import type { ImportedYearbook } from '../../app/import-yearbook.ts';
import type { Finding, FindingCode } from '../../format/workbook/finding.ts';
import {
  findingMender,
  findingRemedy,
  findingSentence,
  findingTitle,
  type ImportNames,
  menderNames,
  refusalRemedy,
  refusalSentence,
} from '../text/import.ts';
import { namesOf } from './import-contract.ts';

/** How many sentences of one kind in one class are printed before «… và n việc nữa». */
const shown = 10;

/** The report of an import for people: what was read, what to mend and who can, by class and kind. */
export function importSummary(imported: ImportedYearbook): string {
  const names = namesOf(imported);
  const lines = [...overview(imported)];
  for (const refusal of imported.refused) {
    lines.push('', refusalSentence(refusal), `  Cách xử lí: ${refusalRemedy(refusal.code)}`);
  }
  const open = imported.findings.filter(({ outcome }) => outcome !== 'repaired');
  if (open.length > 0) lines.push('', `CẦN NGƯỜI XEM: ${open.length} việc`);
  for (const [place, findings] of byClass(open, imported, names)) {
    lines.push('', place);
    for (const [code, group] of groupBy(findings, ({ code }) => code)) {
      lines.push(...kindLines(code, group, names));
    }
  }
  lines.push(...repairs(imported));
  return `${lines.join('\n')}\n`;
}

function overview({ yearbook, files, refused }: ImportedYearbook): string[] {
  const { school, learners, classes, staff } = yearbook;
  const title = school.name === '' ? 'Nhập dữ liệu' : school.name;
  return [
    `${title}${yearbook.year === '' ? '' : `, năm học ${yearbook.year}`}`,
    `Đã đọc ${files.length} tệp, không nhập ${refused.length} tệp: ` +
      `${learners.length} học sinh, ${classes.length} lớp, ${staff.length} cán bộ.`,
  ];
}

function byClass(
  findings: readonly Finding[],
  { yearbook }: ImportedYearbook,
  names: ImportNames,
): [string, Finding[]][] {
  const order = yearbook.classes.map(({ name }) => `LỚP ${name}`);
  const groups = groupBy(findings, ({ pupil, className }) => {
    const name = className ?? (pupil === null ? undefined : names.pupil(pupil)?.className);
    return name === undefined ? 'TOÀN TRƯỜNG' : `LỚP ${name}`;
  });
  return [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

function kindLines(code: FindingCode, group: readonly Finding[], names: ImportNames): string[] {
  const more = group.length - shown;
  return [
    `  ${findingTitle(code)} (${group.length}) – người xử lí: ${menderNames[findingMender(code)]}`,
    ...group.slice(0, shown).map((finding) => `    - ${findingSentence(finding, names)}`),
    ...(more > 0 ? [`    … và ${more} việc nữa.`] : []),
    `    Cách xử lí: ${findingRemedy(code)}`,
  ];
}

function repairs({ findings }: ImportedYearbook): string[] {
  const repaired = findings.filter(({ outcome }) => outcome === 'repaired');
  if (repaired.length === 0) return [];
  const groups = [...groupBy(repaired, ({ code }) => code)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  return [
    '',
    `ĐÃ TỰ SỬA KHI ĐỌC: ${repaired.length} chỗ (tệp gốc không đổi)`,
    ...groups.map(([code, group]) => `  ${findingTitle(code)}: ${group.length}`),
  ];
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
