import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { cutRecords, digestsIn, joinRecords, type StandingFile } from './message-rest.ts';

const file = (bytes: Buffer): StandingFile => ({ bytes, sha256: hash('sha256', bytes, 'hex') });
const files = [61, 62, 63, 64].map((size) => file(randomBytes(size)));
const [one, two, three, four] = files;
assert(one && two && three && four);
const base64 = ({ bytes }: StandingFile): string => Buffer.from(bytes).toString('base64');
const found = (sha256: string) => files.find((each) => each.sha256 === sha256)?.bytes;

const cases: readonly (readonly [
  what: string,
  message: string,
  StandingFile[],
  cut: StandingFile[],
])[] = [
  ['no record', '<a/>\n', [], []],
  ['all of them', `<a>${base64(one)}</a>\n<b>${base64(two)}</b>`, [one, two], [one, two]],
  ['a refused one stays', `<a>${base64(one)}</a><b>${base64(two)}</b>`, [two], [two]],
  ['side by side, at both ends', `${base64(one)}${base64(two)}`, [one, two], [one, two]],
  ['the same one twice', `<a>${base64(one)}</a><b>${base64(one)}</b>`, [one, one], [one, one]],
  [
    'one that is written in another way stays',
    `<a>${base64(one).slice(0, 40)}\n${base64(one).slice(40)}</a>${base64(three)}`,
    [one, three],
    [three],
  ],
  ['out of order: only what comes after', `${base64(two)} ${base64(one)}`, [one, two], [one]],
];
for (const [what, message, standing, cut] of cases) {
  test(`a message comes back letter by letter: ${what}`, () => {
    const rest = cutRecords(Buffer.from(message), standing);
    assert.deepEqual(
      digestsIn(rest),
      cut.map(({ sha256 }) => sha256),
    );
    assert.equal(joinRecords(rest, found)?.toString(), message);
  });
}

test('without one of its files a message does not come back', () => {
  const rest = cutRecords(Buffer.from(`<a>${base64(four)}</a>`), [four]);
  assert.equal(
    joinRecords(rest, () => undefined),
    undefined,
  );
});
