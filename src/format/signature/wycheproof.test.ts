import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { keepTable, tableOf } from '../../../test/support/kept-table.ts';
import { isSignatureGood, isStrongKey, keyKindOf, publicKeyOf } from '../certificate/algorithm.ts';
import type { SignatureAlgorithm } from '../xml/signature-schema.ts';
import { valueHolds } from './value.ts';

/** Wycheproof's cases, from the copy under test/fixtures (its README names the source). */
const folder = new URL('../../../test/fixtures/vectors/wycheproof/', import.meta.url);

interface Case {
  readonly tcId: number;
  readonly comment: string;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}
interface Group {
  readonly publicKeyDer: string;
  readonly tests: readonly Case[];
}

type Check = (key: Uint8Array, message: Uint8Array, value: Uint8Array) => boolean;

/** The check of a record's signature value, behind the same floor for keys. */
const inRecord =
  (algorithm: SignatureAlgorithm): Check =>
  (spki, message, value) => {
    const key = publicKeyOf(spki);
    return (
      key !== undefined && isStrongKey(keyKindOf(key)) && valueHolds(key, algorithm, message, value)
    );
  };

/** The check of a certificate's or list's signature, whose ECDSA values are DER. */
const inCertificate: Check = (spki, message, value) => {
  const key = publicKeyOf(spki);
  return key !== undefined && isSignatureGood('ecdsa-sha256', key, message, value);
};

interface Run {
  readonly file: string;
  readonly place: string;
  readonly check: Check;
  /** What the case must come to in this place. */
  readonly expects: (stated: Case) => boolean;
  readonly reason: string;
}

const asStated = ({ result }: Case): boolean => result === 'valid';
const never = (): boolean => false;

const runs: readonly Run[] = [
  ...['2048', '3072', '4096'].map((bits) => ({
    file: `rsa_signature_${bits}_sha256_test.json`,
    place: 'record, rsa-sha256',
    check: inRecord('rsa-sha256'),
    expects: asStated,
    reason: 'as stated; the one «acceptable» case (NULL missing in DigestInfo) is refused',
  })),
  {
    file: 'ecdsa_secp256r1_sha256_p1363_test.json',
    place: 'record, ecdsa-sha256',
    check: inRecord('ecdsa-sha256'),
    expects: asStated,
    reason: 'as stated',
  },
  {
    file: 'ecdsa_secp256r1_sha256_test.json',
    place: 'certificate, ecdsa-sha256',
    check: inCertificate,
    expects: asStated,
    reason: 'as stated',
  },
  {
    file: 'ecdsa_secp256r1_sha256_test.json',
    place: 'record, ecdsa-sha256',
    check: inRecord('ecdsa-sha256'),
    expects: never,
    reason: 'all refused: a record holds r and s side by side (RFC 6931, 2.3.6), never DER',
  },
  {
    file: 'rsa_pss_2048_sha256_mgf1_32_test.json',
    place: 'record, rsa-sha256',
    check: inRecord('rsa-sha256'),
    expects: ({ tcId }) => tcId === 108,
    reason: 'no RSASSA-PSS in the profile; case 108 is a PKCS #1 v1.5 signature, and so right here',
  },
];

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const rows: string[][] = [];

for (const { file, place, check, expects, reason } of runs) {
  test(`Wycheproof ${file}, ${place}`, () => {
    const { testGroups, numberOfTests }: { testGroups: Group[]; numberOfTests: number } =
      JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const stated = { valid: 0, invalid: 0, acceptable: 0 };
    let taken = 0;
    for (const { publicKeyDer, tests } of testGroups) {
      for (const each of tests) {
        const found = check(bytes(publicKeyDer), bytes(each.msg), bytes(each.sig));
        assert.equal(found, expects(each), `case ${each.tcId}: ${each.comment}`);
        stated[each.result]++;
        if (found) taken++;
      }
    }
    const cases = stated.valid + stated.invalid + stated.acceptable;
    assert.equal(cases, numberOfTests);
    const states = `${stated.valid} / ${stated.invalid} / ${stated.acceptable}`;
    rows.push([`\`${file}\``, place, states, `${taken} / ${cases - taken}`, reason]);
  });
}

test('docs/wycheproof.md says what was found', () => {
  const head = [
    'file',
    'checked as',
    'valid / invalid / acceptable',
    'we take / refuse',
    'expected',
  ];
  keepTable('wycheproof.md', 'wycheproof', tableOf(head, rows));
});
