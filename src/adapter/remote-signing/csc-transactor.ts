import type { ServiceRefusal } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SignatureAlgorithm } from '../../format/xml/signature-schema.ts';
import type { CscCall, CscReply } from './csc-call.ts';
import type { CscAlgorithm, CscCredential } from './csc-credential.ts';
import type { CscTokens } from './csc-token.ts';
import { rawValue } from './ecdsa-value.ts';
import { type Fields, signatureValue } from './fields.ts';
import { askUntil, type Pace, type Polling } from './pace.ts';
import { type Digested, inOrder, type Transactor } from './run-batch.ts';

export interface CscSigning {
  readonly call: CscCall;
  readonly tokens: CscTokens;
  readonly credential: CscCredential;
  readonly algorithm: CscAlgorithm;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly title: string;
  readonly hashesPerRequest: number;
  readonly isAsynchronous: boolean;
  /** Values for the credential's authentication objects, by their ids. */
  readonly authData: Readonly<Record<string, string>>;
  readonly pace: Pace;
  readonly polling: Polling;
}

/** An authorisation in force: the Signature Activation Data and how many signatures it is still good for. */
interface Activation {
  readonly sad: string;
  readonly left: number;
}

const base64 = (items: readonly Digested[]): readonly string[] =>
  items.map(({ digest }) => digest.toString('base64'));

/**
 * credentials/authorize (or oauth2/authorize) for as many hashes as the credential allows, then signatures/signHash in
 * requests of at most `hashesPerRequest`, each after the first with a SAD renewed by credentials/extendTransaction.
 */
export function createCscTransactor(signing: CscSigning): Transactor<string> {
  const { call, credential, hashesPerRequest } = signing;
  let activation: Activation | undefined;
  return {
    partSize: (rest) =>
      Math.min(hashesPerRequest, activation?.left ?? credential.multisign, rest.length),
    async begin(part, rest, signal) {
      const active =
        activation === undefined
          ? await activate(signing, groupOf(signing, part, rest), signal)
          : await extend(signing, activation, part, signal);
      if (!active.ok) return active;
      const { sad } = active.value;
      const left = active.value.left - part.length;
      // Until signHash has answered, nobody knows what the SAD is still good for.
      activation = undefined;
      const parameters = signHashParameters(signing, sad, part);
      const signed = await call('signatures/signHash', parameters, 'once', signal);
      if (!signed.ok) return signed;
      if (left > 0) activation = { sad, left };
      const { fields } = signed.value;
      return signing.isAsynchronous
        ? ok({ handle: fields.text('responseID') })
        : ok({ answers: answersOf(signing, fields, part) });
    },
    async ask(handle, part, signal) {
      const asked = await call('signatures/signPolling', { requestID: handle }, 'safe', signal);
      if (!asked.ok) return asked;
      const { status, fields } = asked.value;
      return status === 202 ? undefined : ok(answersOf(signing, fields, part));
    },
  };
}

/** What one approval covers: in the browser one request, because its token cannot be extended. */
const groupOf = (
  { credential }: CscSigning,
  part: readonly Digested[],
  rest: readonly Digested[],
): readonly Digested[] =>
  credential.mode === 'explicit' ? rest.slice(0, credential.multisign) : part;

const signHashParameters = (signing: CscSigning, sad: string, part: readonly Digested[]) => ({
  credentialID: signing.credential.offered.id,
  SAD: sad,
  hashes: base64(part),
  hashAlgorithmOID: signing.algorithm.hashAlgorithmOid,
  signAlgo: signing.algorithm.signAlgo,
  operationMode: signing.isAsynchronous ? 'A' : 'S',
});

const answersOf = (
  { credential, signatureAlgorithm }: CscSigning,
  fields: Fields,
  part: readonly Digested[],
) =>
  inOrder(
    part,
    fields
      .texts('signatures')
      .map((text) => signatureValue(text, `${fields.where}.signatures`))
      .map((value) => rawValue(value, signatureAlgorithm)),
    credential.offered.place,
  );

async function activate(
  signing: CscSigning,
  group: readonly Digested[],
  signal: AbortSignal,
): Promise<Result<Activation, ServiceRefusal>> {
  const sad =
    signing.credential.mode === 'explicit'
      ? await authorise(signing, group, signal)
      : await authoriseInBrowser(signing, group, signal);
  return sad.ok ? ok({ sad: sad.value, left: group.length }) : sad;
}

async function extend(
  { call, credential, algorithm }: CscSigning,
  { sad, left }: Activation,
  part: readonly Digested[],
  signal: AbortSignal,
): Promise<Result<Activation, ServiceRefusal>> {
  const extended = await call(
    'credentials/extendTransaction',
    {
      credentialID: credential.offered.id,
      SAD: sad,
      hashes: base64(part),
      hashAlgorithmOID: algorithm.hashAlgorithmOid,
    },
    'once',
    signal,
  );
  return extended.ok ? ok({ sad: extended.value.fields.text('SAD'), left }) : extended;
}

/** credentials/authorize; where the holder approves on a device, credentials/authorizeCheck until they did. */
async function authorise(
  { call, credential, algorithm, authData, title, pace, polling }: CscSigning,
  group: readonly Digested[],
  signal: AbortSignal,
): Promise<Result<string, ServiceRefusal>> {
  const { id, place } = credential.offered;
  const missing = credential.authObjects.find((name) => authData[name] === undefined);
  if (missing !== undefined)
    return refuse({ code: 'credential-refused', facts: { place, missing } });
  const parameters = {
    credentialID: id,
    numSignatures: group.length,
    hashes: base64(group),
    hashAlgorithmOID: algorithm.hashAlgorithmOid,
    description: title.slice(0, 500),
    ...(credential.authObjects.length === 0
      ? {}
      : { authData: credential.authObjects.map((name) => ({ id: name, value: authData[name] })) }),
  };
  const since = pace.now();
  let reply = await call('credentials/authorize', parameters, 'once', signal);
  if (reply.ok && reply.value.status === 202) {
    let handle = reply.value.fields.text('handle');
    const decided = await askUntil<Result<CscReply, ServiceRefusal>>(
      async () => {
        const asked = await call('credentials/authorizeCheck', { handle }, 'safe', signal);
        if (!asked.ok || asked.value.status === 200) return asked;
        handle = asked.value.fields.text('handle');
        return undefined;
      },
      { pace, polling, since },
      signal,
    );
    if (decided === undefined) return refuse({ code: 'approval-expired', facts: { place } });
    reply = decided;
  }
  return reply.ok ? ok(reply.value.fields.text('SAD')) : reply;
}

async function authoriseInBrowser(
  { tokens, credential, algorithm, title }: CscSigning,
  group: readonly Digested[],
  signal: AbortSignal,
): Promise<Result<string, ServiceRefusal>> {
  const given = await tokens.credential(
    {
      credentialId: credential.offered.id,
      digests: group.map(({ digest }) => digest),
      hashAlgorithmOid: algorithm.hashAlgorithmOid,
      description: title.slice(0, 500),
    },
    signal,
  );
  return given.ok ? ok(given.value.token) : given;
}
