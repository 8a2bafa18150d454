import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../adapter/embedded-postgres/start-postgres.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { createDatabase } from '../adapter/postgres/database.ts';
import { packageStore } from '../adapter/postgres/school/package-store.ts';
import { schoolStore } from '../adapter/postgres/school/school-store.ts';
import { sessionStore } from '../adapter/postgres/school/session-store.ts';
import type { RecordCode } from '../domain/record/content.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { SchoolCode } from '../domain/school/yearbook.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { OpenSchool, SchoolDeps } from '../edge/cli/school/open-school.ts';
import { sealTitle } from '../edge/text/signing.ts';
import { signerTrustOf } from '../format/certificate/signer-trust.ts';
import type { PackageId } from '../format/package/message.ts';
import { Opened } from './demo/opened.ts';
import { registerLineOf } from './demo/register-line.ts';
import { schoolMigrations } from './import-deps.ts';
import { keysOfService } from './keys-of-service.ts';
import { openMigrated } from './open-schema.ts';
import { preservationBy } from './preservation.ts';
import { readSchoolSettings, type SchoolSettings } from './school-settings.ts';
import { openSchoolSigning } from './school-signing.ts';
import type { SettingsRefusal } from './settings-file.ts';
import { loadTrustStore } from './trust.ts';

/** The address of the school's database; an embedded server is started for this one act. */
async function openDatabase(database: SchoolSettings['database'], opened: Opened): Promise<string> {
  if ('url' in database) return database.url;
  const postgres = await startPostgres({ directory: path.join(database.home, 'postgres') });
  opened.add(() => postgres.stop());
  await createDatabase(postgres.url('postgres'), 'school');
  return postgres.url('school');
}

const clock = { now: () => instantOf(Date.now()) };

async function openParts(
  settings: SchoolSettings,
  file: string,
  opened: Opened,
): Promise<Result<OpenSchool, SettingsRefusal>> {
  const { school, year, place, environment, clerk, register, timeStamp } = settings;
  const store = await loadTrustStore(settings.trust);
  if (store === undefined) return refuse({ code: 'settings-invalid', file, names: ['trust'] });
  const trust = signerTrustOf(store);
  const service = await openSchoolSigning(settings.signing);
  if (!service.ok) return service;
  const isShared = settings.seal === settings.signing;
  const sealing = isShared ? service : await openSchoolSigning(settings.seal);
  if (!sealing.ok) return sealing;
  const url = await openDatabase(settings.database, opened);
  const pool = await openMigrated(url, schoolMigrations, 4);
  opened.add(() => pool.end());
  const random = (): string => randomBytes(16).toString('hex');
  return ok({
    key: { school: school.code as SchoolCode, year },
    environment,
    place,
    clerk,
    sender: { name: school.name, taxCode: place.taxCode },
    store: schoolStore(pool),
    sessions: sessionStore(pool),
    packages: packageStore(pool),
    trust,
    preservation:
      timeStamp === null
        ? null
        : preservationBy({ timeStampUrl: timeStamp.url, store, trust, clock }),
    clock,
    ids: {
      newCode: () => random() as RecordCode,
      newPackageId: () => random() as PackageId,
      newSessionId: random,
    },
    service: service.value,
    seal: (signal) => keysOfService(sealing.value, sealTitle, signal),
    register:
      register === null
        ? null
        : {
            line: registerLineOf(createRegisterClient(register.url)),
            seal: { name: register.name, taxCode: register.taxCode },
          },
    nowMs: () => performance.now(),
    pause: (ms, signal) => sleep(ms, undefined, { signal }),
    close: () => opened.close(),
  });
}

export const schoolDeps: SchoolDeps = {
  usualConfig: process.env['HOCBA_CONFIG'] ?? null,
  readText: (place) => readFile(place, 'utf8').catch(() => undefined),
  async open(config) {
    const settings = await readSchoolSettings(config);
    if (!settings.ok) return settings;
    const opened = new Opened();
    try {
      const school = await openParts(settings.value, config, opened);
      if (!school.ok) await opened.close();
      return school;
    } catch (error) {
      await opened.close();
      throw error;
    }
  },
};
