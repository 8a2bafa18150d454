import { parseArgs } from 'node:util';
import type { HeldExtract, HoldingRefusal } from '../../../app/school/hold-extract.ts';
import { checkExtract, type ExtractedClass } from '../../../domain/record/extract.ts';
import type { Result } from '../../../domain/result.ts';
import type { CivilDate } from '../../../domain/time/civil-date.ts';
import { parseExtract } from '../../../format/extract/parse-extract.ts';
import { cliText } from '../../text/cli.ts';
import {
  extractFaultText,
  extractRefusalText,
  holdingRefusalLines,
  extractCommandText as t,
} from '../../text/extract-command.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';

export interface ExtractDeps {
  /** Throws what the file system throws. */
  readFile(path: string): Promise<Uint8Array>;
  /** Opens and closes the records in the school's database. */
  hold(extract: ExtractedClass): Promise<Result<HeldExtract, HoldingRefusal>>;
  today(): CivilDate;
}

/** `hocba extract`: a year under older rules, copied from paper books, becomes closed records that wait for signatures. */
export const extractCommand = (deps: ExtractDeps): Command => ({
  name: 'extract',
  summary: t.summary,
  usage: t.usage,
  async run(args, io) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const bytes = await deps.readFile(options.file).catch(() => undefined);
    if (bytes === undefined) {
      io.stderr(`${cliText.fileMissing(options.file)}\n`);
      return exit.unreadable;
    }
    const parsed = parseExtract(bytes);
    if (!parsed.ok) {
      const faults = parsed.refusal.map((one) => ({ ...one, sentence: extractFaultText(one) }));
      return answer(
        io,
        options.json,
        { faults },
        [t.faulty, ...sentencesOf(faults)],
        exit.unreadable,
      );
    }
    return run(parsed.value, options, deps, io);
  },
});

const sentencesOf = (found: readonly { readonly sentence: string }[]): readonly string[] =>
  found.map(({ sentence }) => `  - ${sentence}`);

async function run(
  extract: ExtractedClass,
  { json, dryRun }: { readonly json: boolean; readonly dryRun: boolean },
  deps: ExtractDeps,
  io: Io,
): Promise<ExitCode> {
  const found = checkExtract(extract, deps.today());
  if (found.length > 0) {
    const refusals = found.map((one) => ({ ...one, sentence: extractRefusalText(one) }));
    return answer(io, json, { refusals }, [t.refused, ...sentencesOf(refusals)], exit.refused);
  }
  const { className, year, learners } = extract;
  if (dryRun) {
    const lines = [t.good({ className, year, learners: learners.length })];
    return answer(io, json, { learners: learners.length, closed: 0 }, lines, exit.done);
  }
  const held = await deps.hold(extract);
  if (!held.ok) {
    const lines = holdingRefusalLines(held.refusal);
    return answer(io, json, { refusals: [held.refusal] }, lines, exit.refused);
  }
  return answer(io, json, held.value, [t.held(held.value)], exit.done);
}

/** The result as one JSON document, or as lines for people: what is wrong goes to standard error. */
function answer(
  io: Io,
  json: boolean,
  value: unknown,
  lines: readonly string[],
  code: ExitCode,
): ExitCode {
  if (json) io.stdout(`${JSON.stringify(value)}\n`);
  else (code === exit.done ? io.stdout : io.stderr)(`${lines.join('\n')}\n`);
  return code;
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length !== 1) return undefined;
    return { file, json: values.json === true, dryRun: values['dry-run'] === true };
  } catch {
    return undefined;
  }
}
