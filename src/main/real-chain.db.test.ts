import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { submitAndWait, told } from '../../test/support/answered.ts';
import { Crew, learnerContent, packageId } from '../../test/support/records.ts';
import { department, startRegister } from '../../test/support/register.ts';
import {
  asOf,
  type HolderName,
  holderOf,
  pki,
  rawSign,
  type SignOptions,
  signedContent,
  signSample,
  slotOf,
} from '../../test/support/signed-sample.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import type { Slot } from '../domain/record/slot.ts';
import type { Instant } from '../domain/time/instant.ts';
import { preparePackage } from '../format/package/package.ts';
import { signerTrust } from './trust-material.ts';

const crew = new Crew();
crew.holder(`MST:${department.taxCode}`);
const names = ['root', 'ca', 'rootCrl', 'caCrl'] as const;
const files = names.map((name) => ({ name, bytes: Buffer.from(pki[name]) }));

const contentOf = (n: number) => ({
  ...signedContent,
  code: learnerContent(n).code,
  learner: learnerContent(n).learner,
});
const by = (holder: HolderName): SignOptions => ({
  by: new Map<Slot, HolderName>([[slotOf('toan'), holder]]),
});

/** Each record, and what the register must say of it. */
const cases: readonly (readonly [SignOptions, string])[] = [
  [{}, 'registered'],
  [by('toanAgain'), 'registered'],
  [by('toanRevoked'), 'refused'],
  [by('toanExpired'), 'refused'],
  [by('toanFalse'), 'refused'],
  [by('toan1024'), 'refused'],
  [by('deputy'), 'refused'],
  [{ by: new Map<Slot, HolderName>([['seal', 'head']]) }, 'refused'],
];

test('real certificates: a chain to the root is asked for, and revocation, in every thread', async () => {
  const material = { files };
  const { register, url } = await startRegister(crew, {
    trust: signerTrust(material),
    workers: {
      threads: 2,
      trust: { module: new URL('./trust-material.ts', import.meta.url), material },
    },
    clock: { now: () => asOf },
  });
  const client = createRegisterClient(url);
  const records = cases.map(([options], index) => {
    const content = contentOf(index + 1);
    const bytes = Buffer.from(signSample({ ...options, content }));
    return { code: content.code, version: 1, sha256: hash('sha256', bytes, 'hex'), bytes };
  });
  const seal = (holder: HolderName, seed: string): Buffer => {
    const { certificate, algorithm } = holderOf(holder);
    const prepared = preparePackage(
      {
        environment: 'trial',
        id: packageId(seed),
        school: signedContent.school.code,
        taxCode: signedContent.school.taxCode,
        createdAt: asOf,
        year: signedContent.year,
        className: signedContent.className,
        count: records.length,
        records,
      },
      { certificate, algorithm, signingTime: '2026-06-03T00:00:00Z' as Instant },
    );
    return prepared.complete(rawSign(holderOf(holder), prepared.toBeSigned));
  };
  const refused = await client.submit(seal('head', 'by-head'));
  assert(!refused.ok && refused.refusal.code === 'message-seal-invalid', JSON.stringify(refused));
  const reply = await submitAndWait(client, seal('school', 'real'), 'real');
  assert.deepEqual(
    reply.items.map(({ status }) => status),
    cases.map(([, status]) => status),
    told(reply).join('\n'),
  );
  const codes = reply.items.map(({ errors }) => errors.map(({ code }) => code).join(' '));
  assert.match(codes[2] ?? '', /revoked/);
  for (const { errors } of reply.items) {
    for (const { text } of errors) assert.doesNotMatch(text, /Kết quả kiểm tra «/);
  }
  await register.close();
});
