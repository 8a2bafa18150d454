import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { signFictionally } from '../../../test/support/fictional-signing.ts';
import { sampleContent } from '../../../test/support/sample-content.ts';
import { type Slot, slotsOfRecord } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { findingCodes } from '../../format/signature/finding-kind.ts';
import { verifyRecord } from '../../format/signature/verify-record.ts';
import { xmlFaultCodes } from '../../format/xml/fault.ts';
import { type } from '../../format/xml/types.ts';
import { verificationCodesPage } from './verification-codes.ts';
import {
  distinctSentences,
  findingText,
  recordFindingText,
  slotRoleText,
  slotSignerText,
} from './verify.ts';
import { describesType, placeText } from './xml-field.ts';

const asOf = '2026-11-22T05:00:00Z' as Instant;
const policy = { asOf, environment: 'trial' } as const;
const firstTeacher = slotsOfRecord(sampleContent)[0] as Slot;

test('every code that the verifier gives has its kind and its sentence', () => {
  const folder = new URL('../../format/signature/', import.meta.url);
  const sources = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'));
  const codes = new Set<string>();
  for (const name of sources) {
    if (name === 'finding-kind.ts') continue;
    const text = readFileSync(new URL(name, folder), 'utf8');
    for (const match of text.matchAll(/\bcode: '([a-z0-9-]+)'/g)) codes.add(match[1] ?? '');
    for (const match of text.matchAll(/\bfail\(\s*'([a-z0-9-]+)'/g)) codes.add(match[1] ?? '');
    for (const match of text.matchAll(/\bfinding\(\s*(?:'[a-z]+', )?'([a-z0-9-]+)'/g)) {
      codes.add(match[1] ?? '');
    }
    for (const match of text.matchAll(/\? '([a-z-]+)' : '([a-z-]+)', \{ part/g)) {
      codes.add(match[1] ?? '').add(match[2] ?? '');
    }
  }
  for (const code of [
    'content-changed',
    'properties-changed',
    'signed-too-early',
    'schema',
    'time-not-proven',
    'time-stamp-authority-open',
    'evidence-crl-unused',
  ]) {
    assert.ok(codes.has(code), `the walk over the sources no longer finds ${code}`);
  }
  assert.deepEqual(
    [...codes].filter((code) => !findingCodes.has(code)),
    [],
  );
  assert.deepEqual(
    [...findingCodes.keys()].filter((code) =>
      findingText({ code, outcome: 'failed', facts: {} }, null).sentence.includes(`«${code}»`),
    ),
    [],
    'codes without a sentence',
  );
});

test('docs/verification-codes.md is what the tables say (else: node tools/verification-codes.ts)', () => {
  const page = new URL('../../../docs/verification-codes.md', import.meta.url);
  assert.equal(readFileSync(page, 'utf8'), verificationCodesPage());
});

test('codes of chains and of time-stamps are known by their kind, and only they', () => {
  const sources = ['certificate/chain-finding.ts', 'time-stamp/finding.ts'].map((name) =>
    readFileSync(new URL(`../../format/${name}`, import.meta.url), 'utf8'),
  );
  const [chain = '', stamp = ''] = sources;
  const open = /(?:Failed|Open)<\s*'([a-z-]+)'/g;
  const own = [...chain.matchAll(open)].map(([, code]) => code ?? '');
  // The nonce is compared by whoever asked, never from a file.
  const stamped = [...stamp.matchAll(open)].map(([, code]) => `time-stamp-${code ?? ''}`);
  const wanted = [...own, ...stamped].filter((code) => code !== 'time-stamp-nonce-differs');
  assert.ok(wanted.length > 30);
  assert.deepEqual(
    wanted.filter((code) => !findingCodes.has(code)),
    [],
  );
});

test('every fault of the XML reader has its sentence and remedy, and no hole where facts are absent', () => {
  for (const code of xmlFaultCodes) {
    const text = recordFindingText({ code: `xml-${code}`, outcome: 'failed', facts: {} }, null);
    assert.ok(text !== undefined, code);
    assert.match(text.sentence, /\.$/, code);
    assert.doesNotMatch(text.sentence, /undefined|NaN/, code);
    assert.ok((text.remedy ?? '').length > 20, code);
  }
});

test('every simple type of the profile says how its values look', () => {
  const silent = Object.values(type).filter(({ name }) => !describesType(name));
  assert.deepEqual(silent, []);
});

test('a place in the file is named as the form names it', () => {
  const path = '/HOC_BA/DU_LIEU_HOC_BA/THONG_TIN_HOC_BA/BANG_DIEM/DIEM_TONG_KET[3]/DIEM_HOC_KY_1';
  assert.equal(placeText(path), 'kết quả học kì I (dòng kết quả môn học thứ 3)');
  assert.equal(placeText('/RSS/channel'), 'chỗ /RSS/channel');
});

test('a changed mark names the subject and the teacher who had signed it', () => {
  const { bytes, trust } = signFictionally(sampleContent, '2026-05-25T01:00:00Z' as Instant);
  const changed = Buffer.from(bytes.toString().replace('<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>9.1<'));
  assert.notDeepEqual(changed, bytes);
  const { content, findings } = verifyRecord(changed, trust(), policy);
  const failed = findings.filter(({ outcome }) => outcome === 'failed');
  const sentences = failed.map((finding) => findingText(finding, content).sentence);
  assert.deepEqual(sentences, [
    'Môn Toán đã bị thay đổi sau khi giáo viên Nguyễn Văn Toán (Toán) ký.',
    'Thông tin học bạ đã bị thay đổi sau khi giáo viên chủ nhiệm Phạm Thị Chủ Nhiệm ký.',
    'Dữ liệu của học bạ đã bị thay đổi sau khi hiệu trưởng Lê Văn An ký.',
    'Dữ liệu của học bạ đã bị thay đổi sau khi nhà trường (Trường THCS Mẫu Số 1) đóng dấu.',
  ]);
});

test('a missing signature names whose it is', () => {
  const { bytes, trust } = signFictionally(sampleContent, '2026-05-25T01:00:00Z' as Instant, [
    firstTeacher,
  ]);
  const { content, findings } = verifyRecord(bytes, trust(), policy);
  const missing = findings.filter(({ code }) => code === 'signature-missing');
  assert.deepEqual(
    missing.map((finding) => findingText(finding, content).sentence),
    ['Thiếu chữ ký của giáo viên Nguyễn Văn Toán (Toán).'],
  );
});

const cases = [
  ['environment-not-expected', { environment: 'trial' }, /học bạ thử nghiệm/],
  ['reference-not-prescribed', { found: 'data', expected: 'mon-TOAN' }, /không ký đúng phần/],
  ['properties-of-another-signature', { target: '#sig-x' }, /của một chữ ký khác/],
  [
    'properties-changed',
    { part: 'sp-x' },
    /^Thông tin ký .* trong chữ ký của giáo viên .* đã bị sửa/,
  ],
  ['signature-value', {}, /không khớp với chứng thư số/],
  ['key-not-accepted', { algorithm: 'rsa-sha256', key: 'rsa 1024' }, /\(rsa 1024\)/],
  ['signing-certificate-other', {}, /chứng thư số khác/],
  ['certificate-unreadable', {}, /Không đọc được chứng thư số trong chữ ký của giáo viên/],
  ['signer-not-expected', { signer: 'Trần Giả' }, /bằng chứng thư số của Trần Giả/],
  ['role-not-expected', { role: 'CBQL' }, /khai vai trò «CBQL»/],
  ['signing-time-in-future', { signedAt: '2027-01-01T01:00:00Z', asOf }, /08:00 ngày 01\/01\/2027/],
  ['signed-too-early', { signedAt: '2026-01-01T01:00:00Z' }, /08:00 ngày 01\/01\/2026, sớm hơn/],
] as const;

for (const [code, facts, expected] of cases) {
  test(`${code} says what is wrong and what to do`, () => {
    const finding = { code, outcome: 'failed', slot: firstTeacher, facts } as const;
    const { sentence, remedy } = findingText(finding, sampleContent);
    assert.match(sentence, expected);
    assert.ok(remedy !== null && remedy.length > 40);
  });
}

test('a code that no table knows is shown, never swallowed', () => {
  const { sentence } = findingText({ code: 'from-the-future', outcome: 'failed' }, sampleContent);
  assert.match(sentence, /from-the-future/);
});

test('failures are told in full, open checks of one kind only until they repeat themselves', () => {
  const many = (outcome: 'failed' | 'undetermined', count: number) =>
    Array.from({ length: count }, (_, index) => ({ code: 'c', outcome, sentence: `${index}` }));
  assert.equal(distinctSentences(many('failed', 9)).length, 9);
  assert.deepEqual(distinctSentences(many('undetermined', 4)), ['0', '1', '2', '3']);
  assert.deepEqual(distinctSentences(many('undetermined', 9)), [
    '0',
    '1',
    '2',
    'Còn 6 điều cùng loại.',
  ]);
  assert.deepEqual(distinctSentences([...many('failed', 2), ...many('failed', 2)]), ['0', '1']);
});

test('a deputy is told as one who signs for the head', () => {
  const head = { ...sampleContent.head, title: 'Phó hiệu trưởng', onBehalf: 'Hiệu trưởng' };
  const content = { ...sampleContent, head };
  assert.equal(slotRoleText('head', content), 'Phó hiệu trưởng (KT. Hiệu trưởng)');
  const name = sampleContent.head.name;
  const expected = `phó hiệu trưởng ${name} (ký thay hiệu trưởng)`;
  assert.equal(slotSignerText('head', content), expected);
  assert.equal(slotRoleText('head', sampleContent), 'Hiệu trưởng');
});
