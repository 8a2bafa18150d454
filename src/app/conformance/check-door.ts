import type { SchoolCode } from '../../domain/school/yearbook.ts';
import { check, get, postXml, told } from './answers.ts';
import type { CheckResult, ConformanceKit } from './ports.ts';
import { firstOf, writePackage } from './write-messages.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** What must be turned away before anything is kept (docs/protocol.md, «Submitting a class»). */
export async function* checkDoor(kit: ConformanceKit): AsyncGenerator<CheckResult> {
  const { sent } = firstOf(kit.records);
  const right = await writePackage(kit, [sent], kit.newId());
  const submit = async (bytes: Uint8Array) => told(await postXml(kit, '/packages', bytes));
  const tries: readonly (readonly [name: string, bytes: Uint8Array, expected: string])[] = [
    ['package-cut', right.subarray(0, right.length >> 1), '400 message-unreadable'],
    ['package-empty', new Uint8Array(), '400 message-unreadable'],
    [
      'package-doctype',
      Buffer.from(text(right).replace('<GOI_TIN', '<!DOCTYPE GOI_TIN>\n<GOI_TIN')),
      '400 message-unreadable',
    ],
    [
      'package-unknown-element',
      Buffer.from(text(right).replace('</GOI_TIN>', '<THEM/></GOI_TIN>')),
      '400 message-unreadable',
    ],
    [
      'package-unsealed',
      Buffer.from(text(right).replace(/<Signature[\s\S]*<\/Signature>/, '')),
      '422 message-seal-missing',
    ],
    [
      'package-changed-after-sealing',
      Buffer.from(text(right).replace(/<SO_LUONG>1</, '<SO_LUONG>2<')),
      '422 message-seal-invalid',
    ],
    [
      'package-miscounted',
      await writePackage(kit, [sent], kit.newId(), { count: 2 }),
      '422 count-differs',
    ],
    [
      'school-unknown',
      await writePackage(kit, [sent], kit.newId(), { school: 'KHONG-CO' as SchoolCode }),
      '422 school-unknown',
    ],
    [
      'tax-code-of-another',
      await writePackage(kit, [sent], kit.newId(), { taxCode: '0999999998' }),
      '422 tax-code-differs',
    ],
    [
      'other-environment',
      await writePackage(kit, [sent], kit.newId(), {
        environment: firstOf(kit.records).content.environment === 'real' ? 'trial' : 'real',
      }),
      '422 environment-not-expected',
    ],
  ];
  for (const [name, bytes, expected] of tries) yield check(name, await submit(bytes), expected);
  const { exchange } = kit;
  const json = await exchange({
    method: 'POST',
    path: '/packages',
    contentType: 'application/json',
    body: Buffer.from('{}'),
  });
  yield check('content-type', told(json), '415 content-type-not-accepted');
  const after = await get(kit, `/records/${sent.code}`);
  yield check('nothing-of-them-kept', told(after), '404 record-not-found');
}
