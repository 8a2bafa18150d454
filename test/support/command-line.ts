import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importSchool } from '../../src/app/school/import-school.ts';
import type { SigningService } from '../../src/app/signing/ports.ts';
import { ok } from '../../src/domain/result.ts';
import type { Yearbook } from '../../src/domain/school/yearbook.ts';
import { instantOf } from '../../src/domain/time/instant.ts';
import { schoolActs } from '../../src/edge/cli/school/acts.ts';
import { schoolCommand } from '../../src/edge/cli/school/school-command.ts';
import { keyFileOf } from '../../src/main/demo/demo-authority.ts';
import { schoolDeps } from '../../src/main/open-school.ts';
import { openTestSchool, sender, type TestSchool } from './school.ts';
import { samplePlace } from './school-year.ts';
import { writeFiles } from './write-files.ts';

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A school with its year imported, a folder of trust, a folder of keys, and settings that lead to them. */
export interface CommandLine {
  readonly school: TestSchool;
  readonly folder: string;
  readonly trust: string;
  /** Writes settings with these places for people's keys, and answers the file. */
  settings(name: string, signing: object, more?: object): Promise<string>;
  /** Runs a school's command in this process. */
  run(config: string, name: keyof typeof schoolActs, ...args: readonly string[]): Promise<Ran>;
  /** The same, with the people's signing service in the test's hands. */
  runWith(service: WrapService): CommandLine['run'];
  /** The document of a command that must end with this code. */
  json(
    config: string,
    name: keyof typeof schoolActs,
    ...args: readonly string[]
  ): Promise<Document>;
  close(): Promise<void>;
}

/** What the commands print as JSON, as far as tests look at it. */
export interface Document {
  readonly classes: readonly {
    readonly closed: number;
    readonly sealed: number;
    readonly issued: number;
    readonly left: number;
    readonly states: Readonly<Record<string, number>>;
    readonly next: readonly Turn[];
    readonly withdrawn: readonly { readonly signer: string; readonly learner: string }[];
  }[];
  readonly rows: readonly { readonly name: string; readonly changes: readonly unknown[] | null }[];
  readonly certificates: number;
  readonly appointments: number;
  readonly digest: string;
  readonly total: number;
  readonly before: number;
  readonly signed: number;
  readonly left: number;
}

interface Turn {
  readonly slot: string;
  readonly signer: { readonly kind: string; readonly personalId: string };
  readonly records: number;
}

/** Protects nothing but the format. */
const password = 'khoa-thu';

/** PKCS#12 files of everybody in the yearbook, named after their holders. */
export const keyFiles = { kind: 'pkcs12', directory: 'keys', password } as const;

type WrapService = (service: SigningService) => SigningService;

export async function openCommandLine(yearbook: Yearbook): Promise<CommandLine> {
  const school = await openTestSchool(yearbook, instantOf(Date.now()));
  const folder = mkdtempSync(path.join(tmpdir(), 'hocba-school-'));
  const write = writeFiles(folder);
  for (const { name, bytes } of school.trustFiles) {
    await write(`trust/${name.endsWith('.crl') ? name : `${name}.cer`}`, bytes);
  }
  for (const id of school.authority.issued.keys()) {
    const file = `keys/${id.replace(':', '-')}.p12`;
    await write(file, keyFileOf(school.authority, id, password));
  }
  await importSchool({ yearbook, by: school.staff('GV29') }, school, school.attention);
  const runWith: CommandLine['runWith'] =
    (wrap) =>
    async (config, name, ...args) => {
      let stdout = '';
      let stderr = '';
      const io = {
        stdout: (text: string) => {
          stdout += text;
        },
        stderr: (text: string) => {
          stderr += text;
        },
        isTty: false,
        columns: 80,
      };
      const open: typeof schoolDeps.open = async (file) => {
        const opened = await schoolDeps.open(file);
        return opened.ok ? ok({ ...opened.value, service: wrap(opened.value.service) }) : opened;
      };
      const command = schoolCommand(schoolActs[name], { ...schoolDeps, open });
      const signal = new AbortController().signal;
      const code = await command.run([...args, '--config', config], io, signal);
      return { code, stdout, stderr };
    };
  const run = runWith((service) => service);
  return {
    school,
    folder,
    trust: path.join(folder, 'trust'),
    async settings(name, signing, more = {}) {
      const { school: own, year } = yearbook;
      const file = path.join(folder, `${name}.json`);
      const { code, departmentCode, departmentName, provinceCode, communeCode, headTitle } = own;
      const profile = { code, name: sender.name, departmentCode, departmentName };
      const settings = {
        school: { ...profile, provinceCode, communeCode, headTitle },
        year,
        environment: 'trial',
        place: samplePlace,
        clerk: 'GV29',
        database: { url: school.databaseUrl },
        trust: 'trust',
        signing,
        seal: keyFiles,
        ...more,
      };
      await writeFile(file, JSON.stringify(settings));
      return file;
    },
    run,
    runWith,
    async json(config, name, ...args) {
      const ran = await run(config, name, ...args, '--json');
      if (ran.code !== 0) throw new Error(`${name}: ${ran.code} ${ran.stderr}${ran.stdout}`);
      return JSON.parse(ran.stdout) as Document;
    },
    async close() {
      await school.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
