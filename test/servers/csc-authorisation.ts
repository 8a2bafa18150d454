import { randomUUID } from 'node:crypto';
import type { CscHolderConfig, CscServerConfig } from './csc-v2.ts';
import { digestIn } from './holder-key.ts';
import type { Reply, Watch } from './plumbing.ts';

/** What a holder approved: so many signatures over exactly these hashes. */
interface Approved {
  readonly credentialId: string;
  readonly hashes: ReadonlySet<string>;
  readonly signed: Set<string>;
}

/** Signature Activation Data: bound to hashes, good for one signHash, then only to be extended. */
interface Activation {
  readonly approved: Approved;
  readonly hashes: ReadonlySet<string>;
  readonly endsAt: number;
  state: 'fresh' | 'spent' | 'extended';
}

interface Pending {
  readonly approved: Approved;
  readonly endsAt: number;
  polls: number;
}

type Json = Readonly<Record<string, unknown>>;
type Failure = (description: string, error?: string, status?: number) => Reply;

/** Everything that the server knows of authorisations. */
interface Ledger {
  readonly config: CscServerConfig;
  readonly watch: Watch;
  readonly failure: Failure;
  readonly activations: Map<string, Activation>;
  readonly pending: Map<string, Pending>;
}

/** credentials/authorize, authorizeCheck, extendTransaction (CSC API v2, 11.6, 11.7, 11.9). */
export function createCscAuthorisations(config: CscServerConfig, watch: Watch, failure: Failure) {
  const ledger: Ledger = { config, watch, failure, activations: new Map(), pending: new Map() };
  return {
    authorize: (holder: CscHolderConfig, json: Json) => authorize(ledger, holder, json),
    check: (handle: unknown) => check(ledger, String(handle)),
    extend: (holder: CscHolderConfig, json: Json) => extend(ledger, holder, json),
    /** Why these hashes may not be signed now; undefined when they may. */
    spend: (holder: CscHolderConfig, sad: unknown, hashes: readonly string[]) =>
      spend(ledger.activations.get(String(sad)), holder, hashes),
  };
}

function activate(
  { activations, config }: Ledger,
  approved: Approved,
  hashes: ReadonlySet<string>,
): Reply {
  const SAD = `sad-${randomUUID()}`;
  const endsAt = Date.now() + config.approvalMs;
  activations.set(SAD, { approved, hashes, endsAt, state: 'fresh' });
  return { status: 200, json: { SAD, expiresIn: 300 } };
}

function hashesIn(json: Json, octets: number): ReadonlySet<string> | undefined {
  const list = Array.isArray(json['hashes']) ? json['hashes'] : [];
  const isGood = list.every((hash) => digestIn(hash, octets) !== undefined);
  return isGood && list.length > 0 ? new Set(list.map(String)) : undefined;
}

function authorize(ledger: Ledger, holder: CscHolderConfig, json: Json): Reply {
  const { config, watch, failure } = ledger;
  const count = json['numSignatures'];
  if (typeof count !== 'number' || !Number.isInteger(count)) {
    return failure('Missing (or invalid type) integer parameter numSignatures');
  }
  if (count > config.multisign) return failure('Numbers of signatures is too high');
  const hashes = hashesIn(json, holder.digestOctets);
  if (hashes === undefined || hashes.size !== count) return failure('Invalid parameter hashes');
  if (!holdsAuthData(json['authData'], config.authData)) {
    return failure('The authentication data is invalid', 'invalid_authentication_data');
  }
  const approved: Approved = { credentialId: holder.credentialId, hashes, signed: new Set() };
  if (!config.asksDevice) {
    watch.approvals += 1;
    return activate(ledger, approved, hashes);
  }
  const handle = randomUUID();
  const { polls } = watch.control.decision;
  ledger.pending.set(handle, { approved, endsAt: Date.now() + config.approvalMs, polls });
  return { status: 202, json: { handle } };
}

function check(ledger: Ledger, handle: string): Reply {
  const { pending, watch, failure } = ledger;
  const waiting = pending.get(handle);
  if (waiting === undefined || Date.now() > waiting.endsAt) {
    return failure('Invalid parameter handle');
  }
  const { decision } = watch.control.decision;
  waiting.polls -= 1;
  if (decision === 'never' || waiting.polls >= 0) return { status: 202, json: { handle } };
  pending.delete(handle);
  if (decision === 'decline') return failure('The user denied the request', 'access_denied');
  watch.approvals += 1;
  return activate(ledger, waiting.approved, waiting.approved.hashes);
}

function extend(ledger: Ledger, holder: CscHolderConfig, json: Json): Reply {
  const { activations, failure } = ledger;
  const old = activations.get(String(json['SAD']));
  if (old === undefined || old.approved.credentialId !== holder.credentialId) {
    return failure('Invalid parameter SAD');
  }
  if (old.state === 'extended') return failure('Invalid parameter SAD');
  if (Date.now() > old.endsAt) return failure('SAD expired');
  const { approved } = old;
  const hashes = hashesIn(json, holder.digestOctets) ?? new Set();
  const isApproved = [...hashes].every(
    (hash) => approved.hashes.has(hash) && !approved.signed.has(hash),
  );
  if (hashes.size === 0 || !isApproved) return failure('Hash is not authorized by the SAD');
  old.state = 'extended';
  return activate(ledger, approved, hashes);
}

function spend(
  activation: Activation | undefined,
  holder: CscHolderConfig,
  hashes: readonly string[],
): string | undefined {
  if (activation === undefined || activation.state !== 'fresh') return 'Invalid parameter SAD';
  if (activation.approved.credentialId !== holder.credentialId) return 'Invalid parameter SAD';
  if (Date.now() > activation.endsAt) return 'SAD expired';
  const { signed } = activation.approved;
  const isAllowed = hashes.every((hash) => activation.hashes.has(hash) && !signed.has(hash));
  if (!isAllowed) return 'Hash is not authorized by the SAD';
  activation.state = 'spent';
  for (const hash of hashes) signed.add(hash);
  return undefined;
}

function holdsAuthData(given: unknown, wanted: Readonly<Record<string, string>>): boolean {
  const values = new Map(
    (Array.isArray(given) ? given : []).map((one: { id?: unknown; value?: unknown }) => [
      one.id,
      one.value,
    ]),
  );
  const isSame = Object.entries(wanted).every(([id, value]) => values.get(id) === value);
  return isSame && values.size === Object.keys(wanted).length;
}
