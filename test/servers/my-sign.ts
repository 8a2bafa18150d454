import { randomUUID } from 'node:crypto';
import { digestIn, type HolderConfig, signDigest } from './holder-key.ts';
import { type Asked, newWatch, type Reply, readConfig, serveRoutes } from './plumbing.ts';

/** Viettel MySign Gateway as far as its documents are known: login, certificates/info, signHash, requests/status. */
export interface MySignServerConfig {
  readonly holders: readonly HolderConfig[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly profileId: string;
  readonly hashesPerRequest: number;
  readonly multisign: number;
  /** Milliseconds of an approval; five minutes, scaled. */
  readonly approvalMs: number;
}

interface Transaction {
  readonly digests: readonly Buffer[];
  readonly holder: HolderConfig;
  readonly endsAt: number;
  polls: number;
}

const config = readConfig<MySignServerConfig>();
const watch = newWatch();
/** Tokens are bound to one account. */
const tokens = new Map<string, HolderConfig>();
const transactions = new Map<string, Transaction>();

const good = (json: unknown): Reply => ({ status: 200, json });
const failure = (error: string, status = 400): Reply => ({
  status,
  json: { error, error_description: `error ${error}` },
});

const accountOf = ({ uid }: HolderConfig): string =>
  uid.replace(/^CCCD:/, 'CMT_').replace(/^MST:/, 'MST_');
const credentialOf = ({ uid, serial }: HolderConfig): string =>
  `${uid.slice(uid.indexOf(':') + 1)}_${serial}`;

function clientFault({ json }: Asked): Reply | undefined {
  if (json['client_id'] !== config.clientId) return failure('58007');
  return json['client_secret'] === config.clientSecret ? undefined : failure('86024');
}

function login(asked: Asked): Reply {
  const fault = clientFault(asked);
  if (fault !== undefined) return fault;
  const { json } = asked;
  const holder = config.holders.find((one) => accountOf(one) === json['user_id']);
  if (holder === undefined) return failure('58008');
  if (json['profile_id'] !== config.profileId) return failure('59033', 401);
  const access_token = `token-${randomUUID()}`;
  tokens.set(access_token, holder);
  return good({ access_token, refresh_token: '', token_type: 'Bearer', expires_in: '3600' });
}

function info(asked: Asked): Reply {
  const holder = tokens.get(asked.bearer ?? '');
  if (holder === undefined) return failure('invalid_token', 401);
  const fault = clientFault(asked);
  if (fault !== undefined) return fault;
  if (asked.json['user_id'] !== accountOf(holder)) return failure('58008');
  return good([
    {
      description: 'test',
      key: { status: 'enabled', algo: ['1.2.840.113549.1.1.1'], len: '2048', curve: null },
      cert: {
        status: watch.control.credentialStatus ?? 'valid',
        certificates: holder.chain,
        serialNumber: holder.serial,
      },
      authMode: 'implicit',
      multisign: String(config.multisign),
      credential_id: credentialOf(holder),
      scal: '2',
    },
  ]);
}

/** base64 of letters, digits, blank, hyphen and underscore alone, below 100 characters. */
const isPlainName = (text: unknown): boolean =>
  typeof text === 'string' &&
  text.length < 100 &&
  /^[\w -]+$/.test(Buffer.from(text, 'base64').toString('utf8'));

function signHash(asked: Asked): Reply {
  const holder = tokens.get(asked.bearer ?? '');
  if (holder === undefined) return failure('invalid_token', 401);
  const fault = clientFault(asked);
  if (fault !== undefined) return fault;
  const { json } = asked;
  if (json['credentialID'] !== credentialOf(holder)) return failure('58008');
  const hashes = Array.isArray(json['hash']) ? json['hash'] : [];
  const documents = Array.isArray(json['documents']) ? json['documents'] : [];
  const digests = hashes.map((hash) => digestIn(hash, 32)).flatMap((digest) => digest ?? []);
  const ids = new Set(documents.map((one: { document_id?: unknown }) => one.document_id));
  const isGood =
    hashes.length > 0 &&
    digests.length === hashes.length &&
    hashes.length <= Math.min(config.hashesPerRequest, config.multisign) &&
    json['numSignatures'] === hashes.length &&
    documents.length === hashes.length &&
    ids.size === hashes.length &&
    documents.every((one: { document_name?: unknown }) => isPlainName(one.document_name)) &&
    isPlainName(json['description']) &&
    json['hashAlgo'] === '2.16.840.1.101.3.4.2.1' &&
    json['signAlgo'] === '1.2.840.113549.1.1.1' &&
    json['async'] === 1;
  if (!isGood) return failure('invalid_request');
  const transactionId = randomUUID();
  const { polls } = watch.control.decision;
  const endsAt = Date.now() + config.approvalMs;
  transactions.set(transactionId, { digests, holder, endsAt, polls });
  return good({ transactionId });
}

function status({ bearer, json }: Asked): Reply {
  const transaction = transactions.get(String(json['transactionId']));
  const holder = tokens.get(bearer ?? '');
  if (holder === undefined) return failure('invalid_token', 401);
  if (transaction === undefined || transaction.holder !== holder) return failure('invalid_request');
  const told = (state: string): Reply => good({ signatures: null, status: state });
  if (Date.now() > transaction.endsAt) return told('4001');
  const { decision } = watch.control.decision;
  transaction.polls -= 1;
  if (decision === 'never' || transaction.polls >= 0) {
    return told(transaction.polls === 0 ? '6000' : '4000');
  }
  if (decision === 'decline') return told('4002');
  const { digests } = transaction;
  if (digests.some((digest) => watch.control.refusedDigests.has(digest.toString('hex')))) {
    return told('4004');
  }
  watch.approvals += 1;
  watch.signatures += digests.length;
  // Values come in lines of 76 characters, as the service writes them.
  const signatures = digests.map((digest) =>
    signDigest(holder, digest).toString('base64').replace(/.{76}/g, '$&\r\n'),
  );
  return good({ signatures, status: '1' });
}

serveRoutes(
  {
    '/vtss/service/ras/v1/login': login,
    '/vtss/service/certificates/info': info,
    '/vtss/service/signHash': signHash,
    '/vtss/service/requests/status': status,
  },
  watch,
);
