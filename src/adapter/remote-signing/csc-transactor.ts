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
  readonly isFresh: boolean;
}

const base64 = (items: readonly Digested[]): readonly string[] =>
  items.map(({ digest }) => digest.toString('base64'));

/**
 * credentials/authorize (or oauth2/authorize) for as many hashes as the credential allows, then signatures/signHash in
 * requests of at most `hashesPerRequest`, each after the first with a SAD renewed by credentials/extendTransaction.
 */
export function createCscTransactor(signing: CscSigning): Transactor<string> {
  const { call, credential, algorithm, hashesPerRequest, title } = signing;
  const { id, place } = credential.offered;
  const hashAlgorithmOID = algorithm.hashAlgorithmOid;
  let activation: Activation | undefined;

  const answersOf = (fields: Fields, part: readonly Digested[]) =>
    inOrder(
      part,
      fields
        .texts('signatures')
        .map((text) => signatureValue(text, `${fields.where}.signatures`))
        .map((value) => rawValue(value, signing.signatureAlgorithm)),
      place,
    );

  const activate = async (
    part: readonly Digested[],
    rest: readonly Digested[],
    signal: AbortSignal,
  ): Promise<Result<Activation, ServiceRefusal>> => {
    if (activation?.isFresh === false && activation.left >= part.length) {
      const extended = await call(
        'credentials/extendTransaction',
        { credentialID: id, SAD: activation.sad, hashes: base64(part), hashAlgorithmOID },
        'once',
        signal,
      );
      if (!extended.ok) return extended;
      return ok({ ...activation, sad: extended.value.fields.text('SAD') });
    }
    const group = rest.slice(0, credential.multisign);
    const sad =
      credential.mode === 'explicit'
        ? await authorise(signing, group, signal)
        : await authoriseInBrowser(signing, group, signal);
    return sad.ok ? ok({ sad: sad.value, left: group.length, isFresh: true }) : sad;
  };

  return {
    partSize: (rest) =>
      Math.min(
        hashesPerRequest,
        activation !== undefined && activation.left > 0 ? activation.left : credential.multisign,
        rest.length,
      ),
    async begin(part, rest, signal) {
      const active = await activate(part, rest, signal);
      if (!active.ok) return active;
      activation = undefined;
      const parameters = {
        credentialID: id,
        SAD: active.value.sad,
        hashes: base64(part),
        hashAlgorithmOID,
        signAlgo: algorithm.signAlgo,
        operationMode: signing.isAsynchronous ? 'A' : 'S',
        clientData: title.slice(0, 100),
      };
      const signed = await call('signatures/signHash', parameters, 'once', signal);
      if (!signed.ok) return signed;
      const left = active.value.left - part.length;
      if (left > 0) activation = { sad: active.value.sad, left, isFresh: false };
      const { fields } = signed.value;
      return signing.isAsynchronous
        ? ok({ handle: fields.text('responseID') })
        : ok({ answers: answersOf(fields, part) });
    },
    async ask(handle, part, signal) {
      const asked = await call('signatures/signPolling', { requestID: handle }, 'safe', signal);
      if (!asked.ok) return asked;
      const { status, fields } = asked.value;
      return status === 202 ? undefined : ok(answersOf(fields, part));
    },
  };
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
