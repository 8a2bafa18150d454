import path from 'node:path';
import type { SchoolPlace } from '../domain/record/build-content.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { StaffId } from '../domain/school/yearbook.ts';
import { parseSchoolYear, type SchoolYear } from '../domain/time/school-year.ts';
import { readSettingsFile, type SettingsRefusal } from './settings-file.ts';
import { faultsOf, type Shape } from './settings-shape.ts';
import { placedSigning, type SigningSettings, signingShape } from './signing-settings.ts';

/** Settings of a school at its command line. */
export interface SchoolSettings {
  readonly school: {
    readonly code: string;
    readonly name: string;
    readonly departmentCode: string;
    readonly departmentName: string;
    readonly provinceCode: string;
    readonly communeCode: string;
    readonly headTitle: string;
  };
  readonly year: SchoolYear;
  readonly environment: 'real' | 'trial';
  readonly place: SchoolPlace;
  /** Văn thư, who seals and issues. */
  readonly clerk: StaffId;
  readonly database: { readonly url: string } | { readonly home: string };
  /** Directory of certificates and CRLs. */
  readonly trust: string;
  /** Where people sign. */
  readonly signing: SigningSettings;
  /** Where the school's seal is; the same place unless told. */
  readonly seal: SigningSettings;
  /** Where seals get their time-stamp (RFC 3161 over HTTP), and with it the evidence that they keep; null: without. */
  readonly timeStamp: { readonly url: string } | null;
  readonly register: {
    readonly url: string;
    readonly name: string;
    readonly taxCode: string;
  } | null;
}

const shape: Shape = {
  school: {
    code: 'text',
    name: 'text',
    departmentCode: 'text',
    departmentName: 'text',
    provinceCode: 'text',
    communeCode: 'text',
    headTitle: 'text',
  },
  year: (value) => typeof value === 'string' && parseSchoolYear(value) !== undefined,
  environment: (value) => value === 'real' || value === 'trial',
  place: { taxCode: 'text', communeName: 'text', provinceName: 'text', issuedAt: 'text' },
  clerk: 'text',
  database: { either: [{ url: 'text' }, { home: 'text' }] },
  trust: 'text',
  signing: signingShape,
  seal: { either: ['absent', signingShape] },
  timeStamp: { either: ['absent', { url: 'text' }] },
  register: { either: ['absent', { url: 'text', name: 'text', taxCode: 'text' }] },
};

/** Reads a school's settings; every fault is named together, and no value is repeated in a message. */
export async function readSchoolSettings(
  file: string,
): Promise<Result<SchoolSettings, SettingsRefusal>> {
  const read = await readSettingsFile(file);
  if (!read.ok) return read;
  const json = read.value;
  const names = faultsOf(json, shape, '');
  if (names.length > 0) return refuse({ code: 'settings-invalid', file, names });
  // The shape is that of the type, but for what may be absent.
  const settings = json as Omit<SchoolSettings, 'seal' | 'register' | 'timeStamp'> &
    Partial<SchoolSettings>;
  const at = (place: string): string => path.resolve(path.dirname(file), place);
  const { database } = settings;
  const people = placedSigning(settings.signing, at);
  return ok({
    ...settings,
    database: 'home' in database ? { home: at(database.home) } : database,
    trust: at(settings.trust),
    signing: people,
    seal: settings.seal === undefined ? people : placedSigning(settings.seal, at),
    timeStamp: settings.timeStamp ?? null,
    register: settings.register ?? null,
  });
}
