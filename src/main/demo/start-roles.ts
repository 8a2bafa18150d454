import { fileURLToPath } from 'node:url';
import type { Authority } from '../../adapter/authority/authority.ts';
import { type ChildRole, startChildRole } from '../../adapter/process/child-role.ts';
import { Outage } from '../../app/outage.ts';
import type { DemoEvent } from '../../edge/cli/commands/demo.ts';
import type { VerifierKey } from '../../format/log/key.ts';
import { verifierOf, writeSignerKey, writeVerifierKey } from '../../format/log/key.ts';
import type { MinistrySettings, ProvinceSettings } from '../role-settings.ts';
import { keyFileOf, trustFolder } from './demo-authority.ts';
import { type DemoHome, rolePort } from './home.ts';
import { logKey } from './log-keys.ts';
import { Opened } from './opened.ts';
import type { SampleSchool } from './sample-school.ts';

const host = '127.0.0.1';
const main = fileURLToPath(new URL('../../main.ts', import.meta.url));

/** Province and ministry, each a process of `hocba serve`. */
export interface RunningRoles {
  readonly province: ChildRole;
  readonly provinceUrl: string;
  readonly ministryUrl: string;
  readonly logKey: VerifierKey;
  readonly witnessKey: VerifierKey;
  stop(): Promise<void>;
}

export interface RoleRequest {
  readonly home: DemoHome;
  readonly school: SampleSchool;
  readonly authority: Authority;
  url(database: string): string;
  tell(event: DemoEvent): void;
}

/** Writes each role's settings, starts it and waits for its doors. */
export async function startRoles(request: RoleRequest): Promise<RunningRoles> {
  const { home, school, tell } = request;
  const origin = `hocba.example/demo/${school.department.code}`;
  const provinceKey = await logKey(home, origin, 'ed25519');
  const ministryKey = await logKey(home, 'witness.hocba.example', 'cosignature/v1');
  const opened = new Opened();
  const start = async (
    settings: MinistrySettings | ProvinceSettings,
    attempts = 4,
  ): Promise<{ readonly child: ChildRole; readonly url: string }> => {
    try {
      return await startOnce(settings);
    } catch (error) {
      // Between choosing a port and listening on it somebody else may have taken it.
      const again = error instanceof Outage && error.code === 'role-ended-at-start' && attempts > 1;
      if (!again) throw error;
      return start(settings, attempts - 1);
    }
  };
  const startOnce = async (
    settings: MinistrySettings | ProvinceSettings,
  ): Promise<{ readonly child: ChildRole; readonly url: string }> => {
    const { role } = settings;
    const port = await rolePort(home, role);
    const text = JSON.stringify({ ...settings, port }, null, 2);
    const file = await home.keep(`roles/${role}.json`, `${text}\n`);
    const child = await startChildRole({
      main,
      args: ['serve', '--role', role, '--config', file],
      log: (words) => tell({ code: 'role-says', role, text: words }),
      ended: (code) => tell({ code: 'role-ended', role, text: String(code) }),
    });
    opened.add(() => child.stop());
    return { child, url: `http://${host}:${port}` };
  };
  try {
    const ministry = await start({
      role: 'ministry',
      host,
      port: 0,
      database: request.url('ministry'),
      witnessKey: writeSignerKey(ministryKey),
      registers: [writeVerifierKey(verifierOf(provinceKey))],
    });
    const province = await start({
      role: 'province',
      host,
      port: 0,
      database: request.url('province'),
      departmentCode: school.department.code,
      departmentName: school.department.name,
      taxCode: school.department.taxCode,
      environment: 'trial',
      authority: { mode: 'required', warnWithinDays: 30 },
      trust: home.at(trustFolder),
      seal: await sealFile(request),
      logKey: writeSignerKey(provinceKey),
      witness: { url: ministry.url, key: writeVerifierKey(verifierOf(ministryKey)) },
      schools: [
        {
          code: school.key.school,
          name: school.name,
          taxCode: school.profile.place.taxCode,
        },
      ],
    });
    return {
      province: province.child,
      provinceUrl: province.url,
      ministryUrl: ministry.url,
      logKey: verifierOf(provinceKey),
      witnessKey: verifierOf(ministryKey),
      stop: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** The department's own certificate, as the province's process opens it. */
async function sealFile({
  home,
  school,
  authority,
}: RoleRequest): Promise<ProvinceSettings['seal']> {
  const password = await home.secret();
  const key = keyFileOf(authority, `MST:${school.department.taxCode}`, password);
  return { pkcs12: await home.keep('roles/province.p12', key), password };
}
