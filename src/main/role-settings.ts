import { ok, type Result, refuse } from '../domain/result.ts';
import type { AuthorityPolicy } from '../domain/trust/authority-policy.ts';
import { readSettingsFile, type SettingsRefusal } from './settings-file.ts';

/** A key in a PKCS#12 file. */
export interface KeyFileSettings {
  readonly pkcs12: string;
  readonly password: string;
}

/** A time-stamp authority (RFC 3161). Its root and CRLs are in the directory `trust`. */
export interface TimeStampSettings {
  readonly url: string;
  /** Dotted policies that count; absent or null: any. */
  readonly policies?: readonly string[] | null;
}

interface CommonSettings {
  readonly host: string;
  readonly port: number;
  /** PostgreSQL URL of this role's own database. */
  readonly database: string;
  /** Where `GET /metrics` listens, host:port, for operators only; absent: nowhere. */
  readonly metrics?: string;
}

/** Settings of a province's register. */
export interface ProvinceSettings extends CommonSettings {
  readonly role: 'province';
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly taxCode: string;
  readonly environment: 'real' | 'trial';
  /** Directory of certificates and CRLs. */
  readonly trust: string;
  /** Bytes of packages that may wait for their answer; 512 MiB when absent. */
  readonly intakeBytes?: number;
  readonly seal: KeyFileSettings;
  /** Signer key of the log in note form, named after the log's origin. */
  readonly logKey: string;
  readonly witness: { readonly url: string; readonly key: string } | null;
  /** The authority that stamps the log's heads, once a day; absent or null: heads are not stamped. */
  readonly timeStamp?: TimeStampSettings | null;
  /** How strictly the certificate register is applied; the usual policy where it is left out. */
  readonly authority?: AuthorityPolicy;
  readonly schools: readonly {
    readonly code: string;
    readonly name: string;
    readonly taxCode: string;
  }[];
}

/** Settings of the ministry, as witness of the provinces' logs. */
export interface MinistrySettings extends CommonSettings {
  readonly role: 'ministry';
  readonly witnessKey: string;
  /** Verifier keys of the provinces' logs in note form. */
  readonly registers: readonly string[];
}

export type RoleSettings = ProvinceSettings | MinistrySettings;

type Kind =
  | 'time-stamp'
  | 'address'
  | 'text'
  | 'port'
  | 'texts'
  | 'key-file'
  | 'witness'
  | 'schools'
  | 'environment'
  | 'authority'
  | 'bytes';

const common = { host: 'text', port: 'port', database: 'text' } as const;
/** Settings that may be left out. */
const optional: Readonly<Record<string, Kind>> = {
  metrics: 'address',
  authority: 'authority',
  intakeBytes: 'bytes',
};
const shapes: Readonly<Record<'province' | 'ministry', Readonly<Record<string, Kind>>>> = {
  province: {
    ...common,
    departmentCode: 'text',
    departmentName: 'text',
    taxCode: 'text',
    environment: 'environment',
    trust: 'text',
    seal: 'key-file',
    logKey: 'text',
    witness: 'witness',
    timeStamp: 'time-stamp',
    schools: 'schools',
  },
  ministry: { ...common, witnessKey: 'text', registers: 'texts' },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const hasTexts = (value: unknown, ...names: readonly string[]): boolean =>
  isObject(value) && names.every((name) => isText(value[name]));

const hasAddress = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['url'] === 'string' &&
  /^https?:\/\//.test(value['url']) &&
  URL.canParse(value['url']);
const isPolicies = (value: unknown): boolean => {
  const policies = isObject(value) ? (value['policies'] ?? null) : undefined;
  return policies === null || (Array.isArray(policies) && policies.every(isText));
};
/** host:port, as «127.0.0.1:9464» or «[::1]:9464». */
export const listenAddress = /^(?<host>\[[0-9a-f:]+\]|[0-9a-z.-]+):(?<port>\d{1,5})$/i;

const kinds: { readonly [K in Kind]: (value: unknown) => boolean } = {
  text: isText,
  address: (value) => isText(value) && Number(listenAddress.exec(value)?.groups?.['port']) < 65_536,
  port: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65_536,
  texts: (value) => Array.isArray(value) && value.every(isText),
  'key-file': (value) => hasTexts(value, 'pkcs12', 'password'),
  witness: (value) => value === null || hasTexts(value, 'url', 'key'),
  'time-stamp': (value) =>
    value === undefined || value === null || (hasAddress(value) && isPolicies(value)),
  schools: (value) =>
    Array.isArray(value) && value.every((school) => hasTexts(school, 'code', 'name', 'taxCode')),
  bytes: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  authority: (value) => isAuthorityPolicy(value),
  environment: (value) => value === 'real' || value === 'trial',
};

const isAuthorityPolicy = (value: unknown): boolean =>
  isObject(value) &&
  (value['mode'] === 'required' || value['mode'] === 'where-known') &&
  Number.isInteger(value['warnWithinDays']) &&
  Number(value['warnWithinDays']) >= 0 &&
  Object.keys(value).length === 2;

/** Reads a role's settings file; every fault is named together, and no value is repeated in a message. */
export async function readRoleSettings(
  file: string,
  role: 'province' | 'ministry',
): Promise<Result<RoleSettings, SettingsRefusal>> {
  const read = await readSettingsFile(file);
  if (!read.ok) return read;
  const settings = isObject(read.value) ? read.value : {};
  const shape = shapes[role];
  const names = Object.entries(shape)
    .filter(([name, kind]) => !kinds[kind](settings[name]))
    .map(([name]) => name);
  for (const [name, kind] of Object.entries(optional)) {
    if (name in settings && !kinds[kind](settings[name])) names.push(name);
  }
  if (settings['role'] !== role) names.unshift('role');
  const unknown = Object.keys(settings).filter(
    (name) => name !== 'role' && !(name in shape) && !(name in optional),
  );
  if (names.length > 0 || unknown.length > 0) {
    return refuse({ code: 'settings-invalid', file, names: [...names, ...unknown] });
  }
  return ok(settings as unknown as RoleSettings);
}
