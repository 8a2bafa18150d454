import {
  type DecisionRequest,
  decideCertificates,
  enterSigners,
} from '../../../app/register/decide-signers.ts';
import type { CertificateRow, SignerFilter } from '../../../app/register/signer-ports.ts';
import type { Sha256Hex } from '../../../domain/record/events.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import type { CertificateState } from '../../../domain/trust/certificate.ts';
import {
  type CertificateKind,
  certificateKinds,
  withdrawalReasons,
} from '../../../domain/trust/certificate-event.ts';
import { expiringCertificates } from '../../../domain/trust/expiring-certificates.ts';
import { certificateStateWords } from '../../text/signers.ts';
import { signersCommandText as t } from '../../text/signers-command.ts';
import { type Answer, type SignerDeps, type SignerDesk, told, usage } from './desk.ts';
import { readTime, type SignerOptions } from './options.ts';
import { certificateTable, expiryTable, historyTable } from './tables.ts';

export type Verb = (
  desk: SignerDesk,
  options: SignerOptions,
  deps: SignerDeps,
  columns: number,
) => Promise<Answer>;

export const filterOf = ({ values }: SignerOptions): SignerFilter => ({
  school: (values.school ?? null) as SchoolCode | null,
  state: null,
  role: null,
  on: null,
});

const isState = (text: string): text is CertificateState =>
  Object.hasOwn(certificateStateWords, text);

const list: Verb = async ({ context }, options, _, columns) => {
  const { state } = options.values;
  if (state !== undefined && !isState(state)) {
    return usage(t.wrongState(state, Object.keys(certificateStateWords)));
  }
  const filter = { ...filterOf(options), state: state ?? null };
  const rows = await context.signers.certificates(filter);
  return told({ certificates: rows }, certificateTable(rows, columns));
};

const expiring: Verb = async ({ context, policy }, options, _, columns) => {
  const within = Number(options.values.within ?? policy.warnWithinDays);
  if (!Number.isInteger(within) || within < 0) return usage(t.wrongDays);
  const rows = await context.signers.certificates(filterOf(options));
  const warnings = expiringCertificates(rows, context.clock.now(), within);
  const json = warnings.map(({ certificate, ...rest }) => ({ ...certificate, ...rest }));
  return told({ within, certificates: json }, expiryTable(warnings, within, columns));
};

const history: Verb = async ({ context }, options, _, columns) => {
  const [digest] = options.rest;
  if (digest === undefined || options.rest.length !== 1) return usage(t.oneCertificate);
  const events = await context.signers.history(digest, filterOf(options).school);
  return told({ events }, historyTable(events, columns));
};

/** The certificates that the command line means; a beginning of at least eight digits is enough when it is the only one. */
async function chosen(
  { context }: SignerDesk,
  options: SignerOptions,
): Promise<readonly CertificateRow[] | string> {
  const { school } = filterOf(options);
  const state = options.all ? ('proposed' as const) : null;
  const rows = await context.signers.certificates({ ...filterOf(options), state });
  if (options.all) return school === null ? t.allNeedsSchool : rows;
  if (options.rest.length === 0) return t.oneCertificate;
  const found: CertificateRow[] = [];
  for (const digest of options.rest) {
    const isLong = /^[0-9a-f]{8,64}$/.test(digest);
    const named = isLong ? rows.filter(({ certificate }) => certificate.startsWith(digest)) : [];
    const [only] = named;
    if (only === undefined) return t.noCertificate(digest);
    if (named.length > 1) return t.severalCertificates(digest);
    found.push(only);
  }
  return found;
}

/** One decision on the certificates that were chosen, school by school. */
async function decide(
  desk: SignerDesk,
  options: SignerOptions,
  decision: DecisionRequest['decision'],
): Promise<Answer> {
  const rows = await chosen(desk, options);
  if (typeof rows === 'string') return usage(rows);
  const schools = new Set(rows.map(({ school }) => school));
  const events: unknown[] = [];
  for (const school of schools) {
    const certificates = rows
      .filter((row) => row.school === school)
      .map(({ certificate }): Sha256Hex => certificate);
    const request = { school, certificates, decision, by: desk.officer };
    const decided = await decideCertificates(request, desk.context);
    if (!decided.ok) return { kind: 'faults', faults: decided.refusal };
    events.push(...decided.value.events);
  }
  return told({ events }, [t.decided(decision.act, events.length)]);
}

const timeOf = ({ context }: SignerDesk, { values }: SignerOptions) =>
  values.from === undefined ? context.clock.now() : readTime(values.from);

const approve: Verb = async (desk, options) => {
  const from = options.values.from === undefined ? null : readTime(options.values.from);
  if (from === undefined) return usage(t.wrongTime);
  return decide(desk, options, { act: 'approve', from });
};

const refuseOne: Verb = async (desk, options) =>
  decide(desk, options, { act: 'refuse', reason: options.values.reason ?? '' });

const suspend: Verb = async (desk, options) => {
  const from = timeOf(desk, options);
  const reason = options.values.reason ?? '';
  return from === undefined
    ? usage(t.wrongTime)
    : decide(desk, options, { act: 'suspend', from, reason });
};

const reinstate: Verb = async (desk, options) => {
  const from = timeOf(desk, options);
  return from === undefined
    ? usage(t.wrongTime)
    : decide(desk, options, { act: 'reinstate', from });
};

const withdraw: Verb = async (desk, options) => {
  const from = timeOf(desk, options);
  const reason = withdrawalReasons.find((one) => one === options.values.reason);
  if (from === undefined) return usage(t.wrongTime);
  if (reason === undefined) return usage(t.wrongReason(withdrawalReasons));
  return decide(desk, options, { act: 'withdraw', from, reason });
};

const replace: Verb = async (desk, options) => {
  const from = timeOf(desk, options);
  if (from === undefined) return usage(t.wrongTime);
  const { by } = options.values;
  if (by === undefined) return usage(t.successorMissing);
  const successor = await chosen(desk, { ...options, rest: [by], all: false });
  if (typeof successor === 'string') return usage(successor);
  const [only] = successor;
  return only === undefined
    ? usage(t.noCertificate(by))
    : decide(desk, options, { act: 'replace', from, successor: only.certificate });
};

/** A person's certificate lies in a token unless the command says otherwise; «MST» is a seal and must be said. */
const propose: Verb = async (desk, options, deps) => {
  const { school, kind: written = 'token' } = options.values;
  const kind: CertificateKind | undefined = certificateKinds.find((one) => one === written);
  if (school === undefined || options.rest.length === 0) return usage(t.proposeNeeds);
  if (kind === undefined) return usage(t.wrongKind(certificateKinds));
  const read = await deps.readCertificates(options.rest, options.values['password-file'] ?? null);
  if (!read.ok) return usage(t.files[read.refusal.code](read.refusal.file));
  const certificates = read.value.map((der) => ({ kind, der }));
  const lists = { certificates, withdrawals: [], appointments: [], endings: [] };
  const entered = await enterSigners(school as SchoolCode, lists, desk.officer, desk.context);
  if (!entered.ok) return { kind: 'faults', faults: entered.refusal };
  const { events } = entered.value;
  return told({ events }, [t.proposed(events.length, certificates.length)]);
};

export const certificateVerbs: ReadonlyMap<string, Verb> = new Map([
  ['list', list],
  ['expiring', expiring],
  ['history', history],
  ['propose', propose],
  ['approve', approve],
  ['refuse', refuseOne],
  ['suspend', suspend],
  ['reinstate', reinstate],
  ['withdraw', withdraw],
  ['replace', replace],
]);
