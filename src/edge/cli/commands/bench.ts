import { type Command, exit, type Io } from '../command.ts';

/** A figure and how it came about: the median of `runs`, each in `unit`. */
export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly runs: readonly number[];
  /** The same unit: what the machine could do if nothing but the bare work were done, measured in the same run. */
  readonly bound?: number;
  readonly ratio?: number;
  readonly details?: Readonly<Record<string, number | string>>;
}

export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  /** Undefined when the arguments are not understood. */
  run(args: readonly string[], io: Io, signal: AbortSignal): Promise<BenchResult | undefined>;
}

const usage = 'bench TÊN [tham số] [--json]';

/** `hocba bench`: measures, never judges. */
export const benchCommand = (benchmarks: readonly Benchmark[]): Command => ({
  name: 'bench',
  summary: `Đo tốc độ:\n${benchmarks.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join('\n')}`,
  usage,
  async run(args, io, signal) {
    const json = args.includes('--json');
    const [name, ...rest] = args.filter((arg) => arg !== '--json');
    const benchmark = benchmarks.find((candidate) => candidate.name === name);
    const result = await benchmark?.run(rest, io, signal);
    if (result === undefined) {
      const names = benchmarks.map((candidate) => candidate.name).join(', ');
      io.stderr(`hocba ${usage}\n${names}\n`);
      return exit.usage;
    }
    io.stdout(json ? `${JSON.stringify(result)}\n` : describe(result));
    return exit.done;
  },
});

const shown = (value: number): string =>
  new Intl.NumberFormat('vi-VN', { maximumFractionDigits: value < 10 ? 3 : 0 }).format(value);

function describe({ name, unit, value, runs, bound, ratio, details }: BenchResult): string {
  const lines = [`${name}: ${shown(value)} ${unit} (trung vị của ${runs.length} lần đo)`];
  if (bound !== undefined) lines.push(`  giới hạn phép mã hóa thuần: ${shown(bound)} ${unit}`);
  if (ratio !== undefined) lines.push(`  tỉ lệ: ${shown(ratio)}`);
  for (const [key, detail] of Object.entries(details ?? {})) {
    lines.push(`  ${key}: ${typeof detail === 'number' ? shown(detail) : detail}`);
  }
  return `${lines.join('\n')}\n`;
}
