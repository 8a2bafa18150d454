import { randomUUID } from 'node:crypto';
import { createCscAuthorisations } from './csc-authorisation.ts';
import { type CscClientConfig, createCscOauth } from './csc-oauth.ts';
import { digestIn, type HolderConfig, signDigest } from './holder-key.ts';
import {
  type Asked,
  newWatch,
  type Reply,
  type Route,
  readConfig,
  serveRoutes,
} from './plumbing.ts';

/** A remote signing service by CSC API v2.0.0.2, written from the specification. */
export interface CscHolderConfig extends HolderConfig {
  readonly credentialId: string;
  readonly userId: string;
  readonly keyAlgorithms: readonly string[];
  readonly digestOctets: 32 | 48;
}

export interface CscServerConfig {
  readonly holders: readonly CscHolderConfig[];
  readonly client: CscClientConfig;
  readonly mode: 'explicit' | 'oauth2code';
  /** Answers 202 and waits for the holder's device. */
  readonly asksDevice: boolean;
  /** What authData must hold. */
  readonly authData: Readonly<Record<string, string>>;
  readonly isAsynchronous: boolean;
  readonly multisign: number;
  readonly hashesPerRequest: number;
  /** Milliseconds of an approval; five minutes, scaled. */
  readonly approvalMs: number;
  readonly tokenSeconds: number;
}

const config = readConfig<CscServerConfig>();
const watch = newWatch();
const failure = (description: string, error = 'invalid_request', status = 400): Reply => ({
  status,
  json: { error, error_description: description },
});
const oauth = createCscOauth(config, watch);
const authorisations = createCscAuthorisations(config, watch, failure);
const responses = new Map<string, { readonly signatures: readonly string[]; polls: number }>();

const holderIn = ({ json }: Asked): CscHolderConfig | undefined =>
  config.holders.find(({ credentialId }) => credentialId === json['credentialID']);

const withToken =
  (route: Route): Route =>
  (asked) =>
    oauth.isServiceToken(asked.bearer)
      ? route(asked)
      : failure('The access token is not valid', 'invalid_token', 401);

const methods: Readonly<Record<string, Route>> = {
  info: () => ({
    status: 200,
    json: {
      specs: '2.0.0.2',
      name: 'Dịch vụ thử nghiệm',
      logo: 'https://example.invalid/logo.png',
      region: 'VN',
      lang: 'vi',
      description: 'Test server',
      authType: ['oauth2client', 'oauth2code'],
      asynchronousOperationMode: config.isAsynchronous,
      methods: Object.keys(methods),
      signAlgorithms: { algos: [...new Set(config.holders.flatMap((one) => one.keyAlgorithms))] },
      signature_formats: { formats: ['X'], envelope_properties: [['Detached']] },
      conformance_levels: ['Ades-B-B'],
    },
  }),
  'credentials/list': withToken(({ json, bearer }) => {
    const { userID } = json;
    const isPersonal = oauth.isPersonal(bearer);
    if (isPersonal && userID !== undefined) return failure('userID parameter MUST be null');
    if (!isPersonal && typeof userID !== 'string') return failure('Invalid parameter userID');
    // The one person of the browser is the first holder.
    const isAsked = ({ userId }: CscHolderConfig, index: number) =>
      isPersonal ? index === 0 : userId === userID;
    const credentialIDs = config.holders.filter(isAsked).map(({ credentialId }) => credentialId);
    return { status: 200, json: { credentialIDs } };
  }),
  'credentials/info': withToken((asked) => {
    const holder = holderIn(asked);
    if (holder === undefined) return failure('Invalid parameter credentialID');
    return { status: 200, json: infoOf(holder, asked) };
  }),
  'credentials/authorize': withToken((asked) => {
    const holder = holderIn(asked);
    if (holder === undefined) return failure('Invalid parameter credentialID');
    if (config.mode !== 'explicit') return failure('mode is oauth2code');
    return authorisations.authorize(holder, asked.json);
  }),
  'credentials/authorizeCheck': withToken(({ json }) => authorisations.check(json['handle'])),
  'credentials/extendTransaction': withToken((asked) => {
    const holder = holderIn(asked);
    if (holder === undefined) return failure('Invalid parameter credentialID');
    return authorisations.extend(holder, asked.json);
  }),
  'signatures/signHash': withToken((asked) => {
    const holder = holderIn(asked);
    return holder === undefined ? failure('Invalid parameter credentialID') : sign(holder, asked);
  }),
  'signatures/signPolling': withToken(({ json }) => {
    const response = responses.get(String(json['requestID']));
    if (response === undefined) return failure('Invalid parameter requestID');
    response.polls -= 1;
    return response.polls >= 0
      ? { status: 202, json: { error: 'accepted_request', error_description: 'not completed' } }
      : { status: 200, json: { signatures: response.signatures } };
  }),
};

function infoOf(holder: CscHolderConfig, { json }: Asked): unknown {
  const objects = Object.keys(config.authData).map((id) => ({ type: 'Password', id, format: 'N' }));
  return {
    key: { status: 'enabled', algo: holder.keyAlgorithms, len: 2048 },
    cert: {
      status: watch.control.credentialStatus ?? 'valid',
      ...(json['certificates'] === 'chain' ? { certificates: holder.chain } : {}),
    },
    ...(json['authInfo'] === true
      ? { auth: { mode: config.mode, ...(config.mode === 'explicit' ? { objects } : {}) } }
      : {}),
    SCAL: '2',
    multisign: config.multisign,
  };
}

function sign(holder: CscHolderConfig, { json }: Asked): Reply {
  const hashes = Array.isArray(json['hashes']) ? json['hashes'] : [];
  const digests = hashes.map((hash) => digestIn(hash, holder.digestOctets));
  if (digests.length === 0) return failure('Empty hash array');
  if (digests.includes(undefined)) return failure('Invalid digest value length');
  if (digests.length > config.hashesPerRequest) {
    return failure('Numbers of signatures is too high');
  }
  const oid = holder.digestOctets === 32 ? '2.16.840.1.101.3.4.2.1' : '2.16.840.1.101.3.4.2.2';
  if (json['hashAlgorithmOID'] !== oid) return failure('Invalid parameter hashAlgorithmOID');
  if (!holder.keyAlgorithms.includes(String(json['signAlgo']))) {
    return failure('Invalid parameter signAlgo');
  }
  const mode = json['operationMode'] ?? 'S';
  if (mode !== 'S' && !(mode === 'A' && config.isAsynchronous)) {
    return failure('Invalid parameter operationMode');
  }
  const sad = json['SAD'];
  const spent =
    config.mode === 'explicit'
      ? authorisations.spend(holder, sad, hashes)
      : oauth.spendCredentialToken(holder.credentialId, sad, hashes);
  if (spent !== undefined) return failure(spent);
  const signatures = digests.flatMap((digest) =>
    digest === undefined ? [] : [signDigest(holder, digest).toString('base64')],
  );
  watch.signatures += signatures.length;
  if (mode === 'S') return { status: 200, json: { signatures } };
  const responseID = randomUUID();
  responses.set(responseID, { signatures, polls: 2 });
  return { status: 200, json: { responseID } };
}

const routes = Object.fromEntries(
  Object.entries(methods).map(([name, route]) => [`/csc/v2/${name}`, route]),
);
serveRoutes({ ...routes, ...oauth.routes }, watch);
