import { randomUUID } from 'node:crypto';
import { type HolderConfig, signDigest } from './holder-key.ts';
import { type Asked, newWatch, type Reply, readConfig, serveRoutes } from './plumbing.ts';

/** VNPT SmartCA v4.1 as far as its documents are known: get_certificate, sign, sign/{tran_code}/status. */
export interface SmartCaServerConfig {
  readonly holders: readonly HolderConfig[];
  readonly spId: string;
  readonly spPassword: string;
  readonly hashesPerRequest: number;
  /** Milliseconds of an approval; five minutes, scaled. */
  readonly approvalMs: number;
  /** Whether a transaction is also known by the caller's own code. */
  readonly knowsCallersCode: boolean;
}

interface Transaction {
  readonly transactionId: string;
  readonly files: readonly { readonly docId: string; readonly digest: Buffer }[];
  readonly holder: HolderConfig;
  readonly endsAt: number;
  polls: number;
}

const config = readConfig<SmartCaServerConfig>();
const watch = newWatch();
const transactions = new Map<string, Transaction>();
const transactionIds = new Set<string>();

const reply = (status: number, message: string, data: unknown = null): Reply => ({
  status,
  json: { status_code: status, message, data },
});

/** A route for calling parties whose account is good. */
const withAccount =
  (route: (asked: Asked) => Reply) =>
  (asked: Asked): Reply =>
    asked.json['sp_id'] === config.spId && asked.json['sp_password'] === config.spPassword
      ? route(asked)
      : reply(401, 'SP_CREDENTIAL_INVALID');

const numberOf = ({ uid }: HolderConfig): string => uid.slice(uid.indexOf(':') + 1);

const holderOf = (json: Asked['json']): HolderConfig | undefined =>
  config.holders.find((holder) => numberOf(holder) === json['user_id']);

/** Each transaction of a caller bears a code of its own. */
function isNewTransaction({ transaction_id: id }: Asked['json']): boolean {
  if (typeof id !== 'string' || id === '' || transactionIds.has(id)) return false;
  transactionIds.add(id);
  return true;
}

function certificates({ json }: Asked): Reply {
  const holder = holderOf(json);
  if (!isNewTransaction(json)) return reply(400, 'BAD_REQUEST');
  if (holder === undefined) return reply(404, 'USER_NOT_FOUND');
  const [own, ca, root] = holder.chain;
  const isAsked = json['serial_number'] === '' || json['serial_number'] === holder.serial;
  const one = {
    cert_id: randomUUID(),
    service_type: 'SMARTCA',
    cert_status: watch.control.credentialStatus ?? 'ACTIVE',
    serial_number: holder.serial,
    cert_subject: holder.name,
    cert_data: own,
    chain_data: { ca_cert: ca, root_cert: root },
  };
  return reply(200, 'SUCCESS', { user_certificates: isAsked ? [one] : [] });
}

function sign({ json }: Asked): Reply {
  const holder = holderOf(json);
  if (holder === undefined || !isNewTransaction(json)) return reply(400, 'BAD_REQUEST');
  if (holder.serial !== json['serial_number']) return reply(400, 'BAD_REQUEST');
  if (watch.control.credentialStatus !== undefined) return reply(403, 'CREDENTIAL_STATUS_INVALID');
  if (!/^20\d{12}Z$/.test(String(json['time_stamp']))) return reply(400, 'BAD_REQUEST');
  const files = filesIn(json['sign_files']);
  if (files === undefined || files.length > config.hashesPerRequest)
    return reply(400, 'BAD_REQUEST');
  const transactionId = String(json['transaction_id']);
  const code = randomUUID();
  const { polls } = watch.control.decision;
  const endsAt = Date.now() + config.approvalMs;
  const transaction: Transaction = { transactionId, files, holder, endsAt, polls };
  transactions.set(code, transaction);
  if (config.knowsCallersCode) transactions.set(transactionId, transaction);
  const data = { transaction_id: transactionId, tran_code: code };
  return reply(200, 'sig_wait_for_user_confirm', data);
}

function filesIn(list: unknown): Transaction['files'] | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const files = list.map((one: Readonly<Record<string, unknown>>) => {
    const { doc_id: docId, data_to_be_signed: hex } = one;
    const isGood =
      typeof docId === 'string' &&
      typeof hex === 'string' &&
      /^[0-9a-f]{64}$/.test(hex) &&
      one['sign_type'] === 'hash' &&
      ['xml', 'json', 'word', 'pdf'].includes(String(one['file_type']));
    return isGood ? { docId, digest: Buffer.from(hex, 'hex') } : undefined;
  });
  const good = files.flatMap((file) => file ?? []);
  const isWhole = good.length === files.length;
  return isWhole && new Set(good.map(({ docId }) => docId)).size === good.length ? good : undefined;
}

function status({ path }: Asked): Reply {
  const code = decodeURIComponent(path.split('/').at(-2) ?? '');
  const transaction = transactions.get(code);
  if (transaction === undefined) return reply(400, 'TRANSACTION_NOT_FOUND');
  const { transactionId, files, holder } = transaction;
  const data = { transaction_id: transactionId, signatures: null };
  if (Date.now() > transaction.endsAt) return reply(200, 'EXPIRED', data);
  const { decision } = watch.control.decision;
  transaction.polls -= 1;
  if (decision === 'never' || transaction.polls >= 0) {
    return reply(200, 'sig_wait_for_user_confirm', data);
  }
  if (decision === 'decline') return reply(200, 'REJECTED', data);
  watch.approvals += 1;
  const signatures = files.map(({ docId, digest }) => {
    const isRefused = watch.control.refusedDigests.has(digest.toString('hex'));
    watch.signatures += isRefused ? 0 : 1;
    const value = isRefused ? null : signDigest(holder, digest).toString('base64');
    return { doc_id: docId, signature_value: value, timestamp_signature: null };
  });
  return reply(200, 'SUCCESS', { transaction_id: transactionId, signatures: signatures.reverse() });
}

const base = '/sca/sp769/v1';
serveRoutes(
  {
    [`${base}/credentials/get_certificate`]: withAccount(certificates),
    [`${base}/signatures/sign`]: withAccount(sign),
    [`${base}/signatures/sign/status`]: withAccount(status),
  },
  watch,
  (path) => path.replace(/\/sign\/[^/]+\/status$/, '/sign/status'),
);
