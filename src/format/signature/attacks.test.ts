import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allAttacks } from '../../../test/support/attacks/all.ts';
import { goodRecord } from '../../../test/support/attacks/attack.ts';
import { complaints, people, verifySample } from '../../../test/support/signed-sample.ts';

const short = (complaint: string): string =>
  Object.entries(people).reduce(
    (text, [name, { personalId }]) => text.replace(`teacher:${personalId}`, name),
    complaint,
  );

test('the record that the attacks start from is valid', () => {
  assert.deepEqual(complaints(verifySample(goodRecord())), []);
});

for (const { name, make, complaints: expected } of allAttacks) {
  test(`refused: ${name}`, () => {
    const report = verifySample(make());
    assert.deepEqual(complaints(report).map(short).sort(), [...expected].sort());
    assert.equal(report.verdict, 'invalid');
  });
}
