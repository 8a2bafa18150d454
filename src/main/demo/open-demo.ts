import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../adapter/embedded-postgres/start-postgres.ts';
import { createDatabase, type Pool } from '../../adapter/postgres/database.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { DemoEvent, DemoWorld } from '../../edge/cli/commands/demo.ts';
import { openMigrated } from '../open-schema.ts';
import { enlist, openAuthority, publishTrust } from './demo-authority.ts';
import { demoWorld } from './demo-world.ts';
import { openHome } from './home.ts';
import { Opened } from './opened.ts';
import { openSample } from './sample-school.ts';
import { startRoles } from './start-roles.ts';
import { startTimeStamp } from './start-time-stamp.ts';

const migrations = fileURLToPath(
  new URL('../../adapter/postgres/school/migrations', import.meta.url),
);
const samples = fileURLToPath(new URL('../../../samples', import.meta.url));
const clock = { now: () => instantOf(Date.now()) };

export interface DemoOptions {
  /** Where the demo keeps its database, keys and settings. */
  readonly directory: string;
  /** A folder of `samples/`. */
  readonly sample: string;
  /** Only these classes of it; all by default. */
  readonly classes?: readonly string[] | null;
  tell(event: DemoEvent): void;
}

/** Starts the database server and the three roles on this machine. Closing ends all of them. */
export async function openDemo({
  directory,
  sample,
  classes = null,
  tell,
}: DemoOptions): Promise<DemoWorld> {
  const opened = new Opened();
  try {
    const home = await openHome(directory);
    const school = await openSample(path.join(samples, sample), classes);
    const postgres = await startPostgres({
      directory: home.at('postgres'),
      log: ({ code }) => tell({ code }),
    });
    opened.add(() => postgres.stop());
    for (const name of ['school', 'province', 'ministry']) {
      await createDatabase(postgres.url('postgres'), name);
    }
    const pool = await openSchool(postgres.url('school'));
    opened.add(() => pool.end());
    tell({ code: 'authority-opening' });
    const authority = await openAuthority(home, clock.now());
    const sender = { name: school.name, taxCode: school.profile.place.taxCode };
    await enlist(authority, home, {
      organisations: [school.department, sender],
      now: clock.now(),
    });
    const trust = await publishTrust(authority, home, clock.now());
    tell({ code: 'roles-opening' });
    const { url } = postgres;
    const keep = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
      const started = await starting;
      opened.add(() => started.stop());
      return started;
    };
    // Both have come up or failed before anything is closed again.
    const both = [
      keep(startRoles({ home, school, authority, url, tell })),
      keep(startTimeStamp({ home, authority, tell })),
    ] as const;
    await Promise.allSettled(both);
    const [roles, timeStamp] = await Promise.all(both);
    return await demoWorld({
      home,
      school,
      authority,
      trust,
      roles,
      timeStampUrl: timeStamp.url,
      pool,
      provinceDatabase: url('province'),
      close: () => opened.close(),
    });
  } catch (error) {
    await opened.close();
    throw error;
  }
}

const openSchool = (url: string): Promise<Pool> => openMigrated(url, migrations, 6);
