import { parseArgs } from 'node:util';
import { type BirthDate, parseBirthDate } from '../../../domain/person/identity.ts';
import {
  parseRecordCode,
  type RecordCode,
  type RecordContent,
} from '../../../domain/record/content.ts';
import { coursesOf } from '../../../domain/registry/learner-course.ts';
import type { Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { parseInstant } from '../../../domain/time/instant.ts';
import type { Verdict } from '../../../format/signature/report.ts';
import { usualPolicy } from '../../../format/signature/usual-policy.ts';
import { type CourseJson, courseJson } from '../../course-json.ts';
import { cliText } from '../../text/cli.ts';
import { courseCommandText as t } from '../../text/course-command.ts';
import { lookUpCommandText } from '../../text/register-command.ts';
import { verdictText } from '../../text/verify.ts';
import { verifyText } from '../../text/verify-command.ts';
import { type Command, type ExitCode, exit, type Io } from '../command.ts';
import { renderCourse } from '../render-course.ts';
import { type VerifyDeps, verifyAsStated } from './verify.ts';

export interface CourseDeps extends Omit<VerifyDeps, 'readFile'> {
  /** The record files at a path: a file, or every .xml of a folder and below; undefined when there is none. */
  recordsAt(
    path: string,
  ): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[] | undefined>;
  /** The register that is asked when none is named. */
  usualRegister(): Promise<string>;
  /** What a register answers of the learner of a code. */
  ask(
    register: string,
    code: RecordCode,
    birthDate: BirthDate,
  ): Promise<Result<CourseJson, { readonly code: string }>>;
}

/** `hocba course`: a learner's years through all schools and provinces, with gaps and doubles named. */
export const courseCommand = (deps: CourseDeps): Command => ({
  name: 'course',
  summary: t.summary,
  usage: t.usage,
  async run(args, io) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    return options.kind === 'register'
      ? fromRegister(options, deps, io)
      : fromFiles(options, deps, io);
  },
});

type Options = NonNullable<ReturnType<typeof readOptions>>;

async function fromRegister(
  options: Extract<Options, { kind: 'register' }>,
  deps: CourseDeps,
  io: Io,
): Promise<ExitCode> {
  const { code, birthDate, register, json } = options;
  const answer = await deps.ask(register ?? (await deps.usualRegister()), code, birthDate);
  if (!answer.ok) {
    if (json) io.stdout(`${JSON.stringify({ code: answer.refusal.code })}\n`);
    io.stderr(`${lookUpCommandText.notFound}\n`);
    return exit.refused;
  }
  show([answer.value], { json, left: [], undetermined: [] }, io);
  return exitCodeOf([answer.value], exit.done);
}

interface Read {
  readonly contents: readonly RecordContent[];
  /** Files that are not used, and those whose signatures could not be judged to the end. */
  readonly left: readonly { readonly file: string; readonly verdict: Verdict }[];
  readonly undetermined: readonly string[];
}

async function fromFiles(
  options: Extract<Options, { kind: 'files' }>,
  deps: CourseDeps,
  io: Io,
): Promise<ExitCode> {
  const loaded = await deps.loadTrust(options.trust);
  if (!loaded.ok) {
    io.stderr(`${verifyText.trustUnreadable(loaded.refusal.directory)}\n`);
    return exit.unreadable;
  }
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const path of options.paths) {
    const found = await deps.recordsAt(path);
    if (found === undefined) {
      io.stderr(`${cliText.fileMissing(path)}\n`);
      return exit.unreadable;
    }
    files.push(...found);
  }
  if (files.length === 0) {
    io.stderr(`${t.noFiles}\n`);
    return exit.unreadable;
  }
  const asOf = options.at ?? deps.clock.now();
  const trusted = { ...loaded.value, rules: usualPolicy };
  const read = verified(files, (bytes) => verifyAsStated(bytes, trusted, { asOf, heldBy: null }));
  const courses = coursesOf(read.contents).map(courseJson);
  show(courses, { json: options.json, ...read }, io);
  if (read.left.length > 0) return exit.refused;
  return exitCodeOf(courses, read.undetermined.length > 0 ? exit.undetermined : exit.done);
}

/** Each file judged by itself first; one that is not valid says nothing about anybody. */
function verified(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  verify: (bytes: Uint8Array) => ReturnType<typeof verifyAsStated>,
): Read {
  const contents: RecordContent[] = [];
  const left: { file: string; verdict: Verdict }[] = [];
  const undetermined: string[] = [];
  for (const { name, bytes } of files) {
    const { verdict, content } = verify(bytes);
    if (content === null || verdict === 'invalid') left.push({ file: name, verdict });
    else contents.push(content);
    if (verdict === 'undetermined') undetermined.push(name);
  }
  return { contents, left, undetermined };
}

function show(
  courses: readonly CourseJson[],
  told: Pick<Read, 'left' | 'undetermined'> & { readonly json: boolean },
  io: Io,
): void {
  const { left, undetermined, json } = told;
  if (json) {
    io.stdout(`${JSON.stringify({ courses, left, undetermined }, null, 2)}\n`);
    return;
  }
  for (const { file, verdict } of left) io.stderr(`${t.left(file, verdictText[verdict])}\n`);
  for (const file of undetermined) io.stderr(`${t.open(file)}\n`);
  const columns = Math.min(Math.max(io.columns, 60), 110);
  for (const course of courses) io.stdout(`${renderCourse(course, columns)}\n`);
  const records = courses.reduce((sum, { years }) => sum + years.length, 0);
  io.stdout(`${t.total(courses.length, records)}\n`);
}

const exitCodeOf = (courses: readonly CourseJson[], otherwise: ExitCode): ExitCode =>
  courses.some(({ findings }) => findings.some(({ severity }) => severity === 'must'))
    ? exit.refused
    : otherwise;

/** An instant with its zone, or a day, which means its end in Vietnam. */
const parseTime = (text: string): Instant | undefined =>
  parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59+07:00` : text);

function readOptions(args: readonly string[]) {
  const read = parseStrictly(args);
  if (read === undefined) return undefined;
  const { values, positionals: paths } = read;
  const json = values.json === true;
  const code = values.code === undefined ? undefined : parseRecordCode(values.code);
  if (values.code !== undefined) {
    const birthDate = parseBirthDate(values['birth-date'] ?? '');
    if (code === undefined || birthDate === undefined || paths.length > 0) return undefined;
    return { kind: 'register' as const, code, birthDate, register: values.register, json };
  }
  const at = values.at === undefined ? null : parseTime(values.at);
  if (paths.length === 0 || at === undefined) return undefined;
  return { kind: 'files' as const, paths, trust: values.trust ?? null, at, json };
}

function parseStrictly(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        trust: { type: 'string' },
        at: { type: 'string' },
        code: { type: 'string' },
        'birth-date': { type: 'string' },
        register: { type: 'string' },
      },
    });
  } catch {
    return undefined;
  }
}
