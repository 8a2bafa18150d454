import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeWorkbook } from '../../adapter/workbook/writer.ts';
import type { Benchmark, BenchResult } from '../../edge/cli/commands/bench.ts';
import type { Cell, Workbook } from '../../format/workbook/grid.ts';
import { median } from './median.ts';
import { seeded } from './seeded.ts';

const learners = 2_000;
const columns = 40;
const rounds = 7;

const once = fileURLToPath(new URL('./import-once.ts', import.meta.url));
const run = promisify(execFile);

/** Rows of a pupil list read a second, each round in a fresh process, and that process's peak memory. */
export const benchImport: Benchmark = {
  name: 'import',
  summary: `đọc danh sách ${learners} học sinh × ${columns} cột (.xlsx), bộ nhớ lớn nhất`,
  async run(args, _io, signal) {
    if (args.length > 0) return undefined;
    const folder = await mkdtemp(path.join(tmpdir(), 'hocba-bench-'));
    try {
      const file = path.join(folder, 'bench.xlsx');
      const bytes = writeWorkbook(benchPupilList(2026));
      await writeFile(file, bytes);
      return await measure(file, bytes.length, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Once {
  readonly ms: number;
  readonly rows: number;
  readonly idleKb: number;
  readonly peakKb: number;
}

async function measure(file: string, size: number, signal: AbortSignal): Promise<BenchResult> {
  const all: Once[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await run(process.execPath, [once, file], { signal });
    const taken: Once = JSON.parse(stdout);
    if (taken.rows !== learners) throw new Error(`${taken.rows} rows came back, not ${learners}`);
    all.push(taken);
  }
  const runs = all.map(({ rows, ms }) => (1000 * rows) / ms);
  const mb = (kb: readonly number[]): number => Math.round(median(kb) / 1024);
  return {
    name: 'import',
    unit: 'rows/s',
    value: median(runs),
    runs,
    details: {
      rows: learners,
      columns,
      fileBytes: size,
      millisecondsPerFile: median(all.map(({ ms }) => ms)),
      peakMemoryMB: mb(all.map(({ peakKb }) => peakKb)),
      memoryBeforeReadingMB: mb(all.map(({ idleKb }) => idleKb)),
    },
  };
}

/** The columns of C1-HocSinh, and what one school added behind them. */
const header: readonly string[] = [
  ...['STT', 'Mã lớp', 'Mã học sinh', 'Họ tên', 'Ngày sinh', 'Giới tính', 'Trạng thái HS'],
  ...['Ngày nhập trạng thái', 'Dân tộc', 'Quốc tịch', 'Loại khuyết tật', 'Số định danh cá nhân'],
  'Tỉnh/Thành phố\n(Theo địa chỉ thường trú)',
  'Xã/Phường\n(Theo địa chỉ thường trú)',
  'Thôn/Xóm/Số nhà\n(Theo địa chỉ thường trú)',
  ...['Chỗ ở hiện nay', 'Nơi sinh', 'Quê quán', 'Diện chính sách', 'Họ tên cha', 'Nghề nghiệp cha'],
  ...['Họ tên mẹ', 'Nghề nghiệp mẹ', 'Họ tên người giám hộ', 'Nghề nghiệp người giám hộ'],
  ...['Số đăng bộ', 'Ghi chú'],
  ...Array.from({ length: 13 }, (_, index) => `Thông tin riêng ${index + 1}`),
];

function benchPupilList(seed: number): Pick<Workbook, 'sheets'> {
  const random = seeded(seed);
  const pick = (words: readonly string[]): string =>
    words[Math.floor(random() * words.length)] ?? '';
  const two = (value: number): string => String(value).padStart(2, '0');
  const rows = Array.from({ length: learners }, (_, index): Cell[] => {
    const year = 10 + (index % 4);
    const girl = random() < 0.5;
    const name = `${pick(['Nguyễn', 'Trần', 'Lê', 'Phạm'])} ${girl ? 'Thị' : 'Văn'} ${pick(['An', 'Bình', 'Hòa', 'Mai', 'Thảo'])}`;
    const id = `099${girl ? 3 : 2}${year}${String(index).padStart(6, '0')}`;
    const born = `${two(1 + Math.floor(random() * 28))}/${two(1 + Math.floor(random() * 12))}/20${year}`;
    const home = ['Thành phố Hải Phòng', 'Xã Trường Tân', `Thôn ${1 + (index % 20)}`];
    const cells: Cell[] = [
      ...[index + 1, `${9 - (index % 4)}${pick(['A', 'B', 'C', 'D'])}`],
      ...[`99${String(index).padStart(8, '0')}`, name, born, girl ? 'Nữ' : 'Nam', 'Đang học'],
      ...[null, 'Kinh', 'Việt Nam', null, id, ...home, home.toReversed().join(', ')],
      ...['Xã Trường Tân, Thành phố Hải Phòng', 'Xã Trường Tân, Thành phố Hải Phòng', null],
      ...['Nguyễn Văn Nam', 'Nông dân', 'Trần Thị Hồng', 'Công nhân', null, null],
      ...[`${String(index).padStart(4, '0')}/2025`, null],
    ];
    while (cells.length < columns) cells.push(`giá trị ${cells.length}`);
    return cells;
  });
  const title = ['TRƯỜNG THCS MẪU SỐ 1', 'DANH SÁCH HỌC SINH', 'Năm học 2025-2026'];
  const sheet = { name: 'Sheet1', hiddenColumns: [], merges: [] };
  return { sheets: [{ ...sheet, rows: [...title.map((text) => [text]), header, ...rows] }] };
}
