import { randomUUID } from 'node:crypto';
import { digestIn, type HolderConfig, signDigest } from './holder-key.ts';
import { type Asked, newWatch, type Reply, readConfig, serveRoutes } from './plumbing.ts';

/** VNPT SmartCA's older flow as far as its documents are known: auth/token, csc/credentials, csc/signature/signhash. */
export interface SmartCaCscServerConfig {
  readonly holder: HolderConfig;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
  /** Milliseconds of an approval; five minutes, scaled. */
  readonly approvalMs: number;
}

interface Transaction {
  readonly datas: readonly { readonly name: string; readonly digest: Buffer }[];
  readonly endsAt: number;
  polls: number;
}

const config = readConfig<SmartCaCscServerConfig>();
const watch = newWatch();
const tokens = new Set<string>();
const transactions = new Map<string, Transaction>();
const references = new Set<unknown>();
const credentialId = `credential-${config.holder.serial}`;

const good = (content: unknown): Reply => ({
  status: 200,
  json: { code: 0, codeDesc: 'SUCCESS', message: null, content },
});
const failure = (code: number): Reply => ({
  status: 200,
  json: { code, codeDesc: 'FAILED', message: 'failed', content: null },
});

function token({ form }: Asked): Reply {
  const refused = (error: string): Reply => ({ status: 400, json: { error } });
  const isClient =
    form.get('client_id') === config.clientId && form.get('client_secret') === config.clientSecret;
  if (!isClient) return refused('invalid_client');
  const isUser =
    form.get('grant_type') === 'password' &&
    form.get('username') === config.username &&
    form.get('password') === config.password;
  if (!isUser) return refused('invalid_grant');
  const access_token = `token-${randomUUID()}`;
  tokens.add(access_token);
  return { status: 200, json: { access_token, token_type: 'bearer', expires_in: 3600 } };
}

const withToken =
  (route: (asked: Asked) => Reply) =>
  (asked: Asked): Reply =>
    tokens.has(asked.bearer ?? '') ? route(asked) : { status: 401, json: {} };

function sign({ json }: Asked): Reply {
  const datas = Array.isArray(json['datas']) ? json['datas'] : [];
  const read = datas.flatMap((one: { name?: unknown; hash?: unknown }) => {
    const digest = digestIn(one.hash, 32);
    return typeof one.name === 'string' && digest !== undefined ? [{ name: one.name, digest }] : [];
  });
  const isGood =
    json['credentialId'] === credentialId &&
    read.length > 0 &&
    read.length === datas.length &&
    read.length <= 50 &&
    new Set(read.map(({ name }) => name)).size === read.length &&
    !references.has(json['refTranId']);
  if (!isGood) return failure(50_001);
  references.add(json['refTranId']);
  const tranId = randomUUID();
  const { polls } = watch.control.decision;
  transactions.set(tranId, { datas: read, endsAt: Date.now() + config.approvalMs, polls });
  return good({ tranId });
}

function info({ json }: Asked): Reply {
  const transaction = transactions.get(String(json['tranId']));
  if (transaction === undefined) return failure(50_002);
  const told = (tranStatus: number, documents: unknown = []): Reply =>
    good({ tranId: json['tranId'], credentialId, tranStatus, documents });
  if (Date.now() > transaction.endsAt) return told(4001);
  const { decision } = watch.control.decision;
  transaction.polls -= 1;
  if (decision === 'never' || transaction.polls >= 0) return told(4000);
  if (decision === 'decline') return told(4002);
  watch.approvals += 1;
  const documents = transaction.datas.map(({ name, digest }) => {
    const isRefused = watch.control.refusedDigests.has(digest.toString('hex'));
    watch.signatures += isRefused ? 0 : 1;
    const sig = isRefused ? null : signDigest(config.holder, digest).toString('base64');
    return { name, hash: digest.toString('base64'), sig };
  });
  return told(1, documents);
}

serveRoutes(
  {
    '/auth/token': token,
    '/csc/credentials/list': withToken(() => good([credentialId])),
    '/csc/credentials/info': withToken(({ json }) =>
      json['credentialId'] === credentialId
        ? good({
            credentialId,
            key: { status: 'enabled', alg: ['1.2.840.113549.1.1.1'], len: 2048 },
            cert: {
              status: watch.control.credentialStatus ?? 'VALID',
              serialNumber: config.holder.serial,
              certificates: config.holder.chain,
            },
          })
        : failure(50_003),
    ),
    '/csc/signature/signhash': withToken(sign),
    '/csc/credentials/gettraninfo': withToken(info),
  },
  watch,
);
