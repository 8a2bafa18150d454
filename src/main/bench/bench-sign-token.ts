import assert from 'node:assert/strict';
import { createAgentService } from '../../adapter/agent-client/agent-service.ts';
import { pairAgent } from '../../adapter/agent-client/pair-agent.ts';
import { createAuthority } from '../../adapter/authority/authority.ts';
import { attribute, objectClass, user } from '../../adapter/pkcs11/constant.ts';
import { loadCryptoki, type Sign } from '../../adapter/pkcs11/cryptoki.ts';
import { layoutOf } from '../../adapter/pkcs11/layout.ts';
import { signaturePlan } from '../../adapter/pkcs11/signature-input.ts';
import { createTokenService } from '../../adapter/pkcs11/token-service.ts';
import type { PinSource } from '../../app/signing/pin-source.ts';
import type { BatchToSign, SigningService } from '../../app/signing/ports.ts';
import { parsePersonalId } from '../../domain/person/identity.ts';
import { instantOf } from '../../domain/time/instant.ts';
import { createAgent } from '../../edge/agent/create-agent.ts';
import { openPairingDesk } from '../../edge/agent/pairing.ts';
import type { BenchResult } from '../../edge/cli/commands/bench.ts';
import { prepareSignature } from '../../format/signature/prepare.ts';
import { median, timed } from './median.ts';
import { createSoftHsm, createSoftHsmToken, type SoftHsm } from './softhsm.ts';

const rounds = 7;
const items = 600;
const pinText = '246810';
const origin = 'https://hocba.example';
const never = new AbortController().signal;

/**
 * Signatures a second from the PIN to the last answer by the whole path (client, HTTP on the loopback address, agent,
 * the module's process), beside C_SignInit and C_Sign alone in one session with the same module and key.
 */
export async function benchSignToken(): Promise<BenchResult> {
  const hsm = createSoftHsm();
  try {
    await makeToken(hsm);
    const bare = openBareKey(hsm);
    const path = await openPath(hsm);
    try {
      return await measure(bare, path);
    } finally {
      await path.close();
    }
  } finally {
    hsm.remove();
  }
}

async function measure(bare: () => void, path: Path): Promise<BenchResult> {
  const runs: number[] = [];
  const bounds: number[] = [];
  const starts: number[] = [];
  const ratios: number[] = [];
  bare();
  await path.sign();
  let before = timed(bare);
  for (let round = 0; round < rounds; round++) {
    const { signMs, startMs } = await path.sign();
    const after = timed(bare);
    // The machine may slow down meanwhile: each batch is held against the bare loops on either side of it.
    bounds.push((2000 * items) / (before + after));
    ratios.push((before + after) / 2 / signMs);
    runs.push((1000 * items) / signMs);
    starts.push(startMs);
    before = after;
  }
  return {
    name: 'sign --through softhsm',
    unit: 'signatures/s',
    value: median(runs),
    runs,
    bound: median(bounds),
    ratio: median(ratios),
    details: { items, keyBits: 2048, untilPinMs: median(starts) },
  };
}

async function makeToken(hsm: SoftHsm): Promise<void> {
  const personalId = parsePersonalId('099190660001');
  assert(personalId !== undefined);
  const notBefore = instantOf(Date.now() - 86_400_000);
  const notAfter = instantOf(Date.now() + 86_400_000);
  const authority = await createAuthority({
    name: 'Đo tốc độ',
    crlBase: 'http://127.0.0.1:1',
    validFrom: notBefore,
    rootKey: 'ec-p256',
    caKey: 'ec-p256',
  });
  const { certificate, privateKey } = await authority.issuePerson(
    { name: 'Đo tốc độ', personalId },
    { notBefore, notAfter },
  );
  const made = { label: 'Đo tốc độ', pin: pinText, certificate: certificate.der, key: privateKey };
  createSoftHsmToken(hsm, made);
}

/** The token's own limit, with the module in this process. */
function openBareKey({ module, environment }: SoftHsm): () => void {
  Object.assign(process.env, environment);
  const cryptoki = loadCryptoki(module, layoutOf(process.platform, process.arch));
  cryptoki.initialize();
  const [slot] = cryptoki.slots();
  assert(slot !== undefined);
  const session = cryptoki.openSession(slot);
  cryptoki.login(session, user.normal, Buffer.from(pinText));
  const [key] = cryptoki.find(session, [[attribute.class, objectClass.privateKey]]);
  const plan = signaturePlan('rsa-sha256', cryptoki.mechanismsOf(slot));
  assert(key !== undefined && plan !== undefined);
  const sign: Sign = cryptoki.signer(session, key, plan.mechanism);
  const input = plan.input(Buffer.from('SignedInfo'));
  return () => {
    for (let count = 0; count < items; count++) sign(input);
  };
}

interface Path {
  /** One batch: until the PIN is asked for, and from there to the last answer. */
  sign(): Promise<{ readonly startMs: number; readonly signMs: number }>;
  close(): Promise<void>;
}

async function openPath({ module, environment }: SoftHsm): Promise<Path> {
  let pinAt = 0;
  const pin: PinSource = {
    async ask() {
      pinAt = performance.now();
      return Buffer.from(pinText);
    },
  };
  const clock = { now: () => instantOf(Date.now()) };
  const desk = await openPairingDesk({ read: async () => undefined, write: async () => {} }, () =>
    performance.now(),
  );
  const app = await createAgent({
    desk,
    service: (asker) => createTokenService({ modules: [module], environment, pin, asker, clock }),
    events: { paired() {}, batchEnded() {} },
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const paired = await pairAgent({ address, origin }, desk.openCode(), never);
  assert(paired.ok);
  const service = createAgentService({ address, origin, token: paired.value });
  const batch = await batchOf(service);
  return {
    async sign() {
      const from = performance.now();
      let count = 0;
      for await (const answer of service.sign(batch, never)) if ('value' in answer) count += 1;
      assert.equal(count, items);
      return { startMs: pinAt - from, signMs: performance.now() - pinAt };
    },
    close: () => app.close(),
  };
}

async function batchOf(service: SigningService): Promise<BatchToSign> {
  const listed = await service.certificates(null, never);
  assert(listed.ok);
  const [offered] = listed.value;
  assert(offered !== undefined);
  const { id: certificate, algorithm } = offered;
  return {
    certificate,
    algorithm,
    title: 'Đo tốc độ',
    items: Array.from({ length: items }, (_, index) => ({
      id: `item-${index}`,
      title: `Học bạ ${index}`,
      toBeSigned: prepareSignature({
        name: `gv-${index}`,
        parts: [{ id: 'data', digest: Buffer.alloc(32, index).toString('base64') }],
        certificate: offered.certificate,
        algorithm,
        signingTime: instantOf(0),
        role: 'GVBM',
      }).toBeSigned,
    })),
  };
}
