import type { Sha256Hex } from '../../domain/record/events.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SchoolCode } from '../../domain/school/yearbook.ts';
import type { Instant } from '../../domain/time/instant.ts';
import {
  type CertificateDecision,
  decideCertificate,
} from '../../domain/trust/decide-certificate.ts';
import {
  foldSigners,
  type SignerEvent,
  type SignerRegister,
} from '../../domain/trust/signer-register.ts';
import type { Clock, RegisterContext } from './ports.ts';
import type { Fault } from './refuse-message.ts';
import type { SignerChange, SignerStore } from './signer-ports.ts';
import { applySigners, faultOfRule, readCertificates, type SignerLists } from './state-signers.ts';

/** What the officers' acts need. */
export interface SignerContext {
  readonly signers: SignerStore;
  readonly clock: Clock;
}

/** An approval that counts from now on, or from when the certificate begins. */
export interface UndatedApproval {
  readonly act: 'approve';
  readonly from: null;
}

/** A decision on some of a school's certificates, or on all that wait. */
export interface DecisionRequest {
  readonly school: SchoolCode;
  readonly certificates: readonly Sha256Hex[] | 'proposed';
  readonly decision: CertificateDecision | UndatedApproval;
  /** The officer, as the history names them. */
  readonly by: string;
}

/**
 * Quyết định của Sở: approves, refuses, suspends, reinstates, withdraws or replaces certificates of one school: all that
 * were named, or none.
 */
export async function decideCertificates(
  { school, certificates, decision, by }: DecisionRequest,
  { signers, clock }: SignerContext,
): Promise<Result<SignerChange, readonly Fault[]>> {
  const at = clock.now();
  const done = await signers.change(school, (register) => {
    const named = certificates === 'proposed' ? waiting(register) : certificates;
    const events: SignerEvent[] = [];
    const faults: Fault[] = [];
    let now = register;
    for (const certificate of named) {
      const dated = datedDecision(decision, register.certificates.get(certificate)?.validFrom, at);
      const judged = decideCertificate(now, certificate, dated, { by, at });
      if (judged.ok) {
        events.push(judged.value);
        now = foldSigners(now.school, [judged.value], now).register;
      } else faults.push(faultOfRule(judged.refusal));
    }
    return faults.length > 0 ? refuse(faults) : ok(events);
  });
  return done ?? unknownSchool(school);
}

function datedDecision(
  decision: DecisionRequest['decision'],
  begins: Instant | undefined,
  at: Instant,
): CertificateDecision {
  if (decision.act !== 'approve' || decision.from !== null) return decision;
  return { act: 'approve', from: begins !== undefined && begins > at ? begins : at };
}

const waiting = ({ certificates }: SignerRegister): readonly Sha256Hex[] =>
  [...certificates.values()]
    .filter(({ state }) => state === 'proposed')
    .map(({ certificate }) => certificate);

/** An officer enters what a school brought on paper: the same rules as for its sealed statement. */
export async function enterSigners(
  school: SchoolCode,
  lists: SignerLists,
  by: string,
  { signers, clock, trust }: SignerContext & Pick<RegisterContext, 'trust'>,
): Promise<Result<SignerChange, readonly Fault[]>> {
  const at = clock.now();
  const request = readCertificates(lists, { trust }, at);
  if (!request.ok) return request;
  const rule = (register: SignerRegister) => applySigners(register, request.value, { by, at });
  return (await signers.change(school, rule)) ?? unknownSchool(school);
}

const unknownSchool = (school: SchoolCode): Result<never, readonly Fault[]> =>
  refuse([{ code: 'school-unknown', facts: { school } }]);
