import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signFictionally } from '../../../../test/support/fictional-signing.ts';
import { samplePrimary } from '../../../../test/support/primary-content.ts';
import { sampleContent } from '../../../../test/support/sample-content.ts';
import { type Slot, slotsOfRecord } from '../../../domain/record/slot.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Finding } from '../../../format/signature/report.ts';
import { type LoadedTrust, verifyCommand } from './verify.ts';

const now = '2026-11-22T05:00:00Z' as Instant;
const signed = signFictionally(sampleContent, '2026-05-25T01:00:00Z' as Instant);
const unsealed = signFictionally(sampleContent, '2026-05-25T01:00:00Z' as Instant, ['seal']);
const primary = signFictionally(samplePrimary, '2026-05-25T01:00:00Z' as Instant);
const text = signed.bytes.toString();
const files: Readonly<Record<string, Uint8Array>> = {
  'good.xml': signed.bytes,
  'changed.xml': Buffer.from(text.replace('<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>9.1<')),
  'cut.xml': signed.bytes.subarray(0, 9000),
  'unsealed.xml': unsealed.bytes,
  'primary.xml': primary.bytes,
  'empty.xml': new Uint8Array(0),
  'photo.xml': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  'print.pdf': Buffer.from('%PDF-1.7 …'),
  'other.xml': Buffer.from('<HOA_DON/>'),
  'not.json': Buffer.from('nothing'),
  'empty.json': Buffer.from('{}'),
};

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  args: readonly string[],
  chain: readonly Finding[] = [],
  loaded: readonly string[] = ['root.pem', 'issuing.pem'],
): Promise<Run> {
  let out = '';
  let err = '';
  const trust: LoadedTrust = {
    trust: signed.trust(chain),
    loaded,
    registerKeys: [],
    witnessKeys: [],
  };
  const command = verifyCommand({
    readFile: async (path) => {
      const bytes = files[path];
      if (bytes === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return bytes;
    },
    loadTrust: async (directory) =>
      directory === 'nowhere' ? refuse({ code: 'trust-unreadable', directory }) : ok(trust),
    clock: { now: () => now },
  });
  const io = {
    stdout: (part: string) => {
      out += part;
    },
    stderr: (part: string) => {
      err += part;
    },
    isTty: false,
    columns: 80,
  };
  const code = await command.run(args, io, new AbortController().signal);
  return { code, out, err };
}

const later: Finding = {
  code: 'crl-missing',
  outcome: 'undetermined',
  facts: { issuer: 'CA', certificate: 'X' },
};

const exits: readonly (readonly [args: string, code: number, firstLine: RegExp])[] = [
  ['good.xml', 0, /^HỢP LỆ tại thời điểm 12:00 ngày 22\/11\/2026 \(giờ Việt Nam\)$/],
  ['changed.xml', 1, /^KHÔNG HỢP LỆ tại/],
  ['cut.xml', 1, /^KHÔNG HỢP LỆ/],
  ['empty.xml', 1, /^KHÔNG HỢP LỆ/],
  ['photo.xml', 1, /^KHÔNG HỢP LỆ/],
  ['other.xml', 1, /^KHÔNG HỢP LỆ/],
  ['missing.xml', 65, /^KHÔNG ĐỌC ĐƯỢC$/],
  ['print.pdf', 65, /^KHÔNG ĐỌC ĐƯỢC$/],
  ['good.xml changed.xml missing.xml', 1, /^HỢP LỆ/],
  ['good.xml missing.xml', 65, /^HỢP LỆ/],
  [
    'good.xml --offline --trust trust --at 2026-05-31',
    0,
    /^HỢP LỆ tại thời điểm 23:59 ngày 31\/05\/2026/,
  ],
  ['good.xml --at 2026-05-25T01:02:00Z', 1, /^KHÔNG HỢP LỆ tại thời điểm 08:02/],
  ['good.xml --proof not.json', 1, /^KHÔNG HỢP LỆ/],
  ['good.xml --proof empty.json', 1, /^KHÔNG HỢP LỆ/],
];

for (const [args, code, firstLine] of exits) {
  test(`verify ${args} ends with ${code}`, async () => {
    const { out, err, code: found } = await run(args.split(' '));
    assert.match(out.split('\n')[0] ?? '', firstLine);
    assert.equal(err, '');
    assert.equal(found, code);
  });
}

const usages = [
  ['', /Chưa nêu tệp/],
  ['--frobnicate good.xml', /«--frobnicate»/],
  ['good.xml --trust', /«--trust.*» phải có giá trị/],
  ['good.xml --json=yes', /«--json» không nhận giá trị/],
  ['good.xml --at yesterday', /«yesterday» không đọc được/],
  ['good.xml --at 2026-02-30', /«2026-02-30»/],
  ['good.xml changed.xml --proof empty.json', /đúng một tệp học bạ/],
] as const;

for (const [args, sentence] of usages) {
  test(`verify ${args} is wrong usage`, async () => {
    const { code, out, err } = await run(args.split(' ').filter((arg) => arg !== ''));
    assert.equal(code, 64);
    assert.equal(out, '');
    assert.match(err, sentence);
    assert.match(err, /\nhocba verify TỆP…/);
  });
}

test('a trust directory or a proof that cannot be read ends with 65 and prints nothing', async () => {
  for (const args of [
    ['good.xml', '--trust', 'nowhere'],
    ['good.xml', '--proof', 'missing.json'],
  ]) {
    const { code, out, err } = await run(args);
    assert.deepEqual([code, out], [65, '']);
    assert.match(err, /^Không đọc được/);
  }
});

test('an open chain makes undetermined, unless something failed', async () => {
  assert.equal((await run(['good.xml'], [later])).code, 2);
  assert.equal((await run(['changed.xml'], [later])).code, 1);
});

test('without anything trusted the verdict stays open and the report says how to give it', async () => {
  const { code, out } = await run(['good.xml'], [], []);
  assert.equal(code, 2);
  assert.equal(out.match(/Chưa biết tổ chức chứng thực nào/g)?.length, 1);
  assert.match(out, /--trust THƯ-MỤC/);
});

test('the report fits 80 columns, without colour, and names every signer', async () => {
  for (const name of Object.keys(files)) {
    const { out } = await run([name]);
    for (const line of out.split('\n')) assert.ok([...line].length <= 80, line);
    assert.ok(!out.includes(String.fromCharCode(27)));
    assert.match(out, /\n$/);
  }
  const { out } = await run(['good.xml']);
  assert.match(out, /HỌC BẠ THỬ NGHIỆM/);
  for (const name of ['Nguyễn Văn Toán', 'Phạm Thị Chủ Nhiệm', 'Lê Văn An', 'Mẫu Số 1']) {
    assert.match(out, new RegExp(name));
  }
});

test('the report says of what form the record is and how the year ended', async () => {
  const { out } = await run(['good.xml']);
  assert.match(out, /Học bạ +Trung học cơ sở, 22\/2021\/TT-BGDĐT/);
  assert.match(out, /Kết quả +Học tập: Tốt\. Rèn luyện: Tốt\. Được lên lớp 7/);
  const { out: other } = await run(['primary.xml']);
  assert.match(other, /Học bạ +Tiểu học, 27\/2020\/TT-BGDĐT/);
  assert.match(other, /Kết quả +Chưa hoàn thành trước đánh giá bổ sung\. Hoàn thành chương trình/);
  // Three slots and no teacher's; the signers are strangers to this trust.
  assert.equal(other.match(/^—/gm)?.length, 3);
});

test('--json prints one document that holds the whole report', async () => {
  const { code, out, err } = await run(['changed.xml', 'missing.xml', '--json']);
  const report = JSON.parse(out);
  assert.equal(code, 1);
  assert.equal(err, '');
  assert.equal(report.verdict, 'invalid');
  const [changed, missing] = report.files;
  assert.deepEqual(changed.record, {
    code: sampleContent.code,
    version: 1,
    learner: 'Đặng Ngọc Ẩn',
    school: 'Trường THCS Mẫu Số 1',
    year: '2025-2026',
    class: '6A',
    environment: 'trial',
  });
  assert.equal(changed.file, 'changed.xml');
  assert.equal(changed.asOf, now);
  assert.match(changed.sha256, /^[0-9a-f]{64}$/);
  const slots: readonly Slot[] = slotsOfRecord(sampleContent);
  assert.deepEqual(
    changed.signatures.map(({ slot }: { slot: string }) => slot),
    slots,
  );
  const failed = changed.findings.filter((f: Finding) => f.outcome === 'failed');
  assert.deepEqual(
    failed.map(({ slot }: Finding) => slot),
    [slots[0], 'homeroom', 'head', 'seal'],
  );
  assert.match(failed[0].sentence, /^Môn Toán đã bị thay đổi sau khi giáo viên/);
  assert.equal(missing.verdict, 'unreadable');
  assert.equal(missing.findings[0].code, 'file-missing');
});

test('a missing seal is named', async () => {
  const { code, out } = await run(['unsealed.xml']);
  assert.equal(code, 1);
  assert.match(out.replaceAll(/\s+/g, ' '), /Thiếu chữ ký của nhà trường \(Trường THCS Mẫu Số 1\)/);
});
