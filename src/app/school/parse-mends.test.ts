import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMends } from './parse-mends.ts';

const entry = { act: 'enter-level', learner: '9912400087', subject: 'TV', by: 'GV05', why: 'bù' };
const parse = (more: object) => parseMends(JSON.stringify({ mends: [{ ...entry, ...more }] }));

test('a level, a test, or both', () => {
  for (const more of [{ level: 'T' }, { test: 6 }, { level: 'H', test: 10 }]) {
    const parsed = parse(more);
    assert(parsed.ok, JSON.stringify(parsed));
    assert.deepEqual(parsed.value, [{ ...entry, level: null, test: null, ...more }]);
  }
});

const faults: readonly (readonly [object, string])[] = [
  [{}, 'level'],
  [{ level: 'Đ' }, 'level'],
  [{ level: 'K', test: 6 }, 'level'],
  [{ test: 7.5 }, 'test'],
  [{ test: 0 }, 'test'],
  [{ test: 11 }, 'test'],
  [{ test: '6' }, 'test'],
  [{ test: 6, subject: '' }, 'subject'],
  [{ test: 6, learner: 'x y' }, 'learner'],
];

for (const [more, member] of faults) {
  test(`names ${member} in ${JSON.stringify(more)}`, () => {
    const parsed = parse(more);
    assert.ok(!parsed.ok);
    assert.deepEqual(parsed.refusal, [{ code: 'mend-file-invalid', path: `mends[0].${member}` }]);
  });
}
