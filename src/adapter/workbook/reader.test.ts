import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { CFB, utils, write } from '@e965/xlsx';
import type { FileRefusalCode } from '../../format/workbook/refusal.ts';
import { defaultLimits } from './limits.ts';
import { openWorkbookReader } from './reader.ts';

const samples = new URL('../../../samples/thcs/', import.meta.url);
const sample = (name: string): Buffer => readFileSync(new URL(name, samples));

const xlsx = sample('PCCM_2025-2026.xlsx');
const xls = sample('danh_sach_lop_6.xls');
const html = sample('chuyen_den_hk2.xls');

const reader = openWorkbookReader();
after(() => reader.close());

const read = (bytes: Uint8Array) => reader.read('tệp', bytes);

async function refused(bytes: Uint8Array, ...codes: FileRefusalCode[]): Promise<void> {
  const answer = await read(bytes);
  assert.equal(answer.ok, false, 'read although it must be refused');
  if (!answer.ok) assert.ok(codes.includes(answer.refusal), `refused as ${answer.refusal}`);
}

/** One entry of a hand-made .zip: what it holds, and the size that it claims. */
interface Entry {
  readonly name: string;
  readonly packed: Buffer;
  readonly claims: number;
  readonly crc: number;
}

/** A .zip whose directory says whatever its maker likes. */
function zip(entries: readonly Entry[]): Buffer {
  const chunks: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, claims, crc } of entries) {
    const label = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims, 18);
    fields.writeUInt16LE(label.length, 22);
    chunks.push(Buffer.from('PK\x03\x04', 'latin1'), fields, label, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, label);
    offset += 30 + label.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, directory, end]);
}

function compound(streams: Readonly<Record<string, Buffer>>): Buffer {
  const file = CFB.utils.cfb_new();
  for (const [name, bytes] of Object.entries(streams)) CFB.utils.cfb_add(file, name, bytes);
  return Buffer.from(CFB.write(file, { type: 'buffer' }));
}

/** The sample .xls with a FILEPASS record behind its first BOF, as Excel writes an encrypted one. */
function lockedXls(): Buffer {
  const stream = CFB.find(CFB.read(xls, { type: 'buffer' }), '/Workbook');
  assert.ok(stream);
  const bytes = Buffer.from(stream.content);
  const first = 4 + bytes.readUInt16LE(2);
  const filePass = Buffer.concat([Buffer.from([0x2f, 0, 54, 0]), Buffer.alloc(54, 7)]);
  return compound({
    Workbook: Buffer.concat([bytes.subarray(0, first), filePass, bytes.subarray(first)]),
  });
}

const bombBytes = 200 * 1024 * 1024;
const zeros = Buffer.alloc(bombBytes);
const bomb = { packed: deflateRawSync(zeros), crc: crc32(zeros) };
const sheetName = 'xl/worksheets/sheet1.xml';

describe('a workbook that must not be read', () => {
  test('cut off anywhere, .xlsx', async () => {
    for (const part of [0.01, 0.25, 0.5, 0.75, 0.99]) {
      await refused(xlsx.subarray(0, Math.floor(xlsx.length * part)), 'truncated-file');
    }
    await refused(xlsx.subarray(0, xlsx.length - 1), 'truncated-file');
  });

  test('cut off anywhere, .xls', async () => {
    for (const part of [0.01, 0.25, 0.5, 0.75, 0.97]) {
      await refused(xls.subarray(0, Math.floor(xls.length * part)), 'truncated-file');
    }
    await refused(xls.subarray(0, xls.length - 1), 'truncated-file');
  });

  test('cut off anywhere, HTML named .xls', async () => {
    for (const part of [0.25, 0.5, 0.9]) {
      await refused(
        html.subarray(0, Math.floor(html.length * part)),
        'truncated-file',
        'not-a-workbook',
      );
    }
    await refused(html.subarray(0, html.length - 10), 'truncated-file');
  });

  test('protected by a password', async () => {
    const encrypted = compound({
      EncryptionInfo: Buffer.alloc(224, 3),
      EncryptedPackage: Buffer.alloc(9000, 5),
    });
    await refused(encrypted, 'password-protected');
    await refused(lockedXls(), 'password-protected');
  });

  test('a bomb that tells its size', async () => {
    const started = Date.now();
    await refused(zip([{ name: sheetName, claims: bombBytes, ...bomb }]), 'too-large-unpacked');
    assert.ok(Date.now() - started < 2000, 'refused slowly');
  });

  test('a bomb that lies about its size', async () => {
    const started = Date.now();
    const lie = zip([{ name: sheetName, claims: 1000, ...bomb }]);
    await refused(lie, 'too-large-unpacked');
    assert.ok(Date.now() - started < 2000, 'refused slowly');
  });

  test('many parts that are small bombs together', async () => {
    const part = Buffer.alloc(4 * 1024 * 1024);
    const packed = deflateRawSync(part);
    const entries = Array.from({ length: 60 }, (_, index) => ({
      name: `xl/worksheets/sheet${index}.xml`,
      packed,
      claims: part.length,
      crc: crc32(part),
    }));
    await refused(zip(entries), 'too-large-unpacked');
  });

  test('damaged inside', async () => {
    const damaged = Buffer.from(xlsx);
    const at = Math.floor(damaged.length / 3);
    for (let i = 0; i < 40; i += 1) damaged[at + i] = (damaged[at + i] ?? 0) ^ 0x55;
    await refused(damaged, 'damaged-file', 'too-large-unpacked');
  });

  test('no workbook at all', async () => {
    await refused(Buffer.alloc(0), 'empty-file');
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256));
    await refused(noise, 'not-a-workbook');
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    await refused(Buffer.concat([png, noise]), 'not-a-workbook');
    await refused(Buffer.from('%PDF-1.7\n…'), 'not-a-workbook');
    await refused(Buffer.from('<html><body>Không có bảng</body></html>'), 'not-a-workbook');
    await refused(compound({ WordDocument: Buffer.alloc(5000, 1) }), 'not-a-workbook');
    const text = Buffer.from('<w:document/>');
    const entry = { packed: deflateRawSync(text), claims: text.length, crc: crc32(text) };
    await refused(zip([{ name: 'word/document.xml', ...entry }]), 'not-a-workbook');
  });

  test('formats that are workbooks and not read', async () => {
    const book = { SheetNames: ['A'], Sheets: { A: utils.aoa_to_sheet([['STT', 'Mã học sinh']]) } };
    for (const bookType of ['xlsb', 'ods', 'xlml', 'biff5'] as const) {
      const bytes: Buffer = write(book, { type: 'buffer', bookType });
      await refused(bytes, 'unsupported-format');
    }
  });

  test('larger than a file may be', async () => {
    await refused(Buffer.alloc(defaultLimits.fileBytes + 1), 'too-large-file');
  });
});

describe('limits of the worker', () => {
  test('a file that takes too long is refused, and the next one is read', async () => {
    const hasty = openWorkbookReader({ ...defaultLimits, timeMs: 1 });
    try {
      assert.deepEqual(await hasty.read('a', xlsx), { ok: false, refusal: 'too-slow' });
    } finally {
      await hasty.close();
    }
    assert.equal((await read(xlsx)).ok, true);
  });

  test('a file that takes too much memory is refused, and the next one is read', async () => {
    const rows = Array.from({ length: 12_000 }, (_, row) =>
      Array.from({ length: 20 }, (_, column) => `ô ${row} ${column}`),
    );
    const book = { SheetNames: ['A'], Sheets: { A: utils.aoa_to_sheet(rows) } };
    const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
    const small = openWorkbookReader({ ...defaultLimits, heapMb: 24 });
    try {
      const answer = await small.read('a', bytes);
      assert.deepEqual(answer, { ok: false, refusal: 'too-large-unpacked' });
      assert.equal((await small.read('b', xls)).ok, true);
    } finally {
      await small.close();
    }
  });
});

describe('a workbook that is read', () => {
  test('texts, numbers and dates stay apart; hidden columns and merges are told', async () => {
    const sheet = utils.aoa_to_sheet([
      ['7,5', 7.5, 44096, 44096, 'Hòa', 'Ho\u0300a', true, null, ''],
    ]);
    const dated = sheet['D1'];
    assert.ok(dated);
    dated.z = 'dd/mm/yyyy';
    sheet['!cols'] = [{}, { hidden: true }];
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1, c: 0 } }];
    const book = { SheetNames: ['Trang 1'], Sheets: { 'Trang 1': sheet } };
    for (const bookType of ['xlsx', 'biff8'] as const) {
      const answer = await read(write(book, { type: 'buffer', bookType, cellStyles: true }));
      assert.ok(answer.ok);
      const [read1] = answer.value.sheets;
      assert.deepEqual(read1?.rows[0]?.slice(0, 7), [
        '7,5',
        7.5,
        44096,
        { date: 44096 },
        'Hòa',
        'Ho\u0300a',
        true,
      ]);
      assert.deepEqual(read1?.merges, [{ top: 0, left: 0, bottom: 1, right: 0 }]);
      if (bookType === 'xlsx') assert.deepEqual(read1?.hiddenColumns, [1]);
    }
  });

  test('an HTML table keeps its cells as text', async () => {
    const answer = await read(html);
    assert.ok(answer.ok);
    assert.equal(answer.value.format, 'html');
    assert.equal(answer.value.sheets[0]?.rows[3]?.[3], '23/03/2013');
    assert.equal(answer.value.sheets[0]?.rows[3]?.[1], '9921900206');
  });
});
