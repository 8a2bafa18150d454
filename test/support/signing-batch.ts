import assert from 'node:assert/strict';
import { verify, X509Certificate } from 'node:crypto';
import { createAuthority, yearsAfter } from '../../src/adapter/authority/authority.ts';
import type { Credential } from '../../src/adapter/authority/issue.ts';
import type { NewKey } from '../../src/adapter/authority/key-pair.ts';
import type {
  BatchToSign,
  ItemAnswer,
  ServiceCertificate,
  ServiceRefusal,
  SigningService,
} from '../../src/app/signing/ports.ts';
import type { PersonalId } from '../../src/domain/person/identity.ts';
import { instantOf } from '../../src/domain/time/instant.ts';

export interface TestHolders {
  readonly holders: readonly Credential[];
  /** The issuing authority, then the root. */
  readonly issuers: readonly Credential[];
}

/** Persons with certificates of a test authority that are valid today: «CCCD:099082200900» and so on. */
export async function makeHolders(keys: readonly NewKey[]): Promise<TestHolders> {
  const validFrom = instantOf(Date.now() - 86_400_000);
  const authority = await createAuthority({
    name: 'Thử nghiệm dịch vụ kí',
    crlBase: 'http://127.0.0.1/crl',
    validFrom,
    rootKey: 'ec-p256',
    caKey: 'ec-p256',
  });
  const validity = { notBefore: validFrom, notAfter: yearsAfter(validFrom, 1) };
  const holders: Credential[] = [];
  for (const [index, key] of keys.entries()) {
    const personalId = `0990822009${String(index).padStart(2, '0')}` as PersonalId;
    const subject = { name: `Nguyễn Thị Kí ${index}`, personalId };
    holders.push(await authority.issuePerson(subject, validity, key));
  }
  return { holders, issuers: [authority.ca, authority.root] };
}

export const batchOf = (
  { id, algorithm }: ServiceCertificate,
  count: number,
  from = 0,
): BatchToSign => ({
  certificate: id,
  algorithm,
  title: 'Học bạ lớp 6A năm học 2025-2026',
  items: Array.from({ length: count }, (_, index) => ({
    id: `item-${from + index}`,
    title: `Học bạ ${from + index}`,
    toBeSigned: Buffer.from(`<SignedInfo>${from + index}</SignedInfo>`),
  })),
});

export interface Signed {
  readonly answers: readonly ItemAnswer[];
  readonly refusal: ServiceRefusal | undefined;
  readonly error: unknown;
}

/** Runs a signing to its end and keeps all that it said. */
export async function signAll(
  service: SigningService,
  batch: BatchToSign,
  signal = new AbortController().signal,
): Promise<Signed> {
  const answers: ItemAnswer[] = [];
  try {
    const signing = service.sign(batch, signal);
    for (;;) {
      const next = await signing.next();
      if (next.done === true) return { answers, refusal: next.value, error: undefined };
      answers.push(next.value);
    }
  } catch (error) {
    return { answers, refusal: undefined, error };
  }
}

/** Each answer that has a value is the certificate's signature over its own item; answers how many there are. */
export function verified(
  answers: readonly ItemAnswer[],
  batch: BatchToSign,
  { certificate, algorithm }: ServiceCertificate,
): number {
  const key = new X509Certificate(Buffer.from(certificate.base64, 'base64')).publicKey;
  const hash = algorithm === 'ecdsa-sha384' ? 'sha384' : 'sha256';
  const values = answers.filter((answer) => 'value' in answer);
  for (const { id, value } of values) {
    const item = batch.items.find((one) => one.id === id);
    assert.ok(item, id);
    const isGood = verify(hash, item.toBeSigned, { key, dsaEncoding: 'ieee-p1363' }, value);
    assert.ok(isGood, `signature of ${id}`);
  }
  assert.equal(new Set(answers.map(({ id }) => id)).size, answers.length, 'each item once');
  return values.length;
}

/** The one certificate that the service has for the holder. */
export async function onlyCertificate(
  service: SigningService,
  holder: string | null,
): Promise<ServiceCertificate> {
  const found = await service.certificates(holder, new AbortController().signal);
  assert.ok(found.ok, JSON.stringify(found));
  const [certificate, ...others] = found.value;
  assert.ok(certificate !== undefined && others.length === 0, `${found.value.length} certificates`);
  return certificate;
}
