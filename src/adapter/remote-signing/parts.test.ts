import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomInt, sign, verify as verifyRaw } from 'node:crypto';
import { describe, test } from 'node:test';
import { Outage } from '../../app/outage.ts';
import { accountOf, plainAccounts } from './account.ts';
import { rawValue } from './ecdsa-value.ts';
import { fieldsOf, plainCode, signatureValue } from './fields.ts';
import { mySignPrefix } from './my-sign.ts';
import { plainName } from './my-sign-transactor.ts';
import { createFrameReader, type FrameEvent, writeFrame } from './web-socket-frame.ts';

const unintelligible = (error: unknown): boolean =>
  error instanceof Outage && error.code === 'signing-service-unintelligible';

describe('fields', () => {
  const fields = fieldsOf({ a: 'x', n: '3600', z: null, l: ['b', 1], o: { c: 2 } }, 'answer');

  test('what is there', () => {
    assert.equal(fields.text('a'), 'x');
    assert.equal(fields.number('n'), 3600);
    assert.equal(fields.fields('o').number('c'), 2);
    assert.equal(fields.fields('o').optionalWord('c'), '2');
    assert.equal(fields.optionalText('z'), undefined);
    assert.equal(fields.has('toString'), false);
  });

  test('what is not there, or of another kind, is named and not repeated', () => {
    for (const ask of [
      () => fields.text('n2'),
      () => fields.text('l'),
      () => fields.number('a'),
      () => fields.texts('l'),
      () => fields.fields('a'),
      () => fieldsOf([], 'answer'),
      () => fieldsOf(null, 'answer'),
    ]) {
      assert.throws(ask, (error) => {
        assert.ok(unintelligible(error));
        assert.match(String(error), /: answer(\.\w+)?$/);
        return true;
      });
    }
  });

  test('signature values: base64 with line breaks, of a sensible length', () => {
    const value = Buffer.alloc(256, 7);
    const lines = value.toString('base64').replace(/.{64}/g, '$&\r\n');
    assert.deepEqual(signatureValue(lines, 'v'), value);
    for (const text of ['', 'AAAA', '!', Buffer.alloc(2000).toString('base64'), 'AB==CD==']) {
      assert.throws(() => signatureValue(text, 'v'), unintelligible);
    }
  });

  test('codes of providers become plain', () => {
    assert.equal(plainCode('INVALID <b>Nguyễn</b>'), 'INVALID_b_Nguy_n_b_');
    assert.equal(plainCode('x'.repeat(99)).length, 40);
  });
});

test('accounts by holder', () => {
  const teacher = accountOf({ user: null, prefix: mySignPrefix }, 'CCCD:099082200900', 'p');
  assert.deepEqual(teacher, { ok: true, value: 'CMT_099082200900' });
  const school = accountOf({ user: null, prefix: mySignPrefix }, 'MST:0999000001-001', 'p');
  assert.deepEqual(school, { ok: true, value: 'MST_0999000001-001' });
  const own = accountOf({ user: 'lan', prefix: plainAccounts }, null, 'p');
  assert.deepEqual(own, { ok: true, value: 'lan' });
  assert.ok(!accountOf({ user: null, prefix: plainAccounts }, null, 'p').ok);
});

test('MySign names: no marks, no signs, below 100 characters of base64', () => {
  const read = (title: string): string => Buffer.from(plainName(title), 'base64').toString('utf8');
  assert.equal(read('Học bạ lớp 6Đ: năm 2025-2026'), 'Hoc ba lop 6D- nam 2025-2026');
  assert.ok(plainName('Ặ'.repeat(500)).length < 100);
});

describe('ECDSA values', () => {
  for (const [algorithm, curve, hash] of [
    ['ecdsa-sha256', 'prime256v1', 'sha256'],
    ['ecdsa-sha384', 'secp384r1', 'sha384'],
  ] as const) {
    test(`${algorithm}: 200 values in DER become r‖s, and r‖s stays`, () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
      for (let index = 0; index < 200; index += 1) {
        const data = Buffer.from(`bytes ${index}`);
        const der = sign(hash, data, privateKey);
        const raw = rawValue(der, algorithm);
        assert.equal(raw.length, algorithm === 'ecdsa-sha256' ? 64 : 96);
        assert.deepEqual(rawValue(raw, algorithm), raw);
        const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
        assert.ok(verifyRaw(hash, data, key, raw));
      }
    });
  }

  test('what is neither is left as it is; RSA too', () => {
    const other = Buffer.from('3006020101020101ff', 'hex');
    assert.deepEqual(rawValue(other, 'ecdsa-sha256'), other);
    assert.deepEqual(rawValue(other, 'rsa-sha256'), other);
  });
});

describe('frames', () => {
  const frame = (first: number, payload: Buffer): Buffer => {
    const { length } = payload;
    const header = length < 126 ? [first, length] : [first, 126, length >> 8, length & 0xff];
    return Buffer.concat([Buffer.from(header), payload]);
  };

  test('whatever the pieces, the message is whole', () => {
    const seed = randomInt(1e9);
    const text = 'Chữ kí số '.repeat(60);
    const octets = Buffer.from(text);
    const stream = Buffer.concat([
      frame(0x89, Buffer.from('ping')),
      frame(0x01, octets.subarray(0, 301)),
      frame(0x8a, Buffer.alloc(0)),
      frame(0x80, octets.subarray(301)),
    ]);
    for (let round = 0; round < 50; round += 1) {
      const read = createFrameReader(10_000);
      const events: FrameEvent[] = [];
      for (let at = 0; at < stream.length; ) {
        const size = 1 + (createHash('md5').update(`${seed} ${round} ${at}`).digest()[0] ?? 0);
        events.push(...read(stream.subarray(at, at + size)));
        at += size;
      }
      assert.deepEqual(
        events.map(({ kind }) => kind),
        ['ping', 'text'],
        `seed ${seed}`,
      );
      assert.deepEqual(events[1], { kind: 'text', text });
    }
  });

  const faults: readonly (readonly [title: string, octets: Buffer, fact: string])[] = [
    ['masked by the server', Buffer.from([0x81, 0x80, 0, 0, 0, 0]), 'masked'],
    ['reserved bits', Buffer.from([0xc1, 0]), 'reserved bits'],
    ['binary', frame(0x82, Buffer.from('x')), 'opcode'],
    ['a continuation of nothing', frame(0x80, Buffer.from('x')), 'opcode'],
    ['a length beyond the limit', Buffer.from([0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0]), 'too large'],
  ];
  for (const [title, octets, fact] of faults) {
    test(`fault: ${title}`, () => {
      assert.deepEqual(createFrameReader(1000)(octets), [{ kind: 'fault', fact }]);
    });
  }

  test('many frames together beyond the limit', () => {
    const read = createFrameReader(1000);
    assert.deepEqual(read(frame(0x01, Buffer.alloc(900, 97))), []);
    assert.deepEqual(read(frame(0x00, Buffer.alloc(900, 97))), [
      { kind: 'fault', fact: 'too large' },
    ]);
  });

  test('our frames are masked, and whole at every length', () => {
    for (const length of [0, 125, 126, 65_535, 65_536]) {
      const octets = writeFrame('text', Buffer.alloc(length, 97));
      assert.equal(octets[0], 0x81);
      assert.ok(((octets[1] ?? 0) & 0x80) !== 0);
      const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
      assert.equal(octets.length, header + 4 + length);
      const mask = octets.subarray(header, header + 4);
      const plain = octets.subarray(header + 4).map((one, index) => one ^ (mask[index % 4] ?? 0));
      assert.ok(plain.every((one) => one === 97));
    }
  });
});
