import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allAttacks } from '../support/attacks/all.ts';
import { goodRecord } from '../support/attacks/attack.ts';
import { complaints, verifySample } from '../support/signed-sample.ts';
import { acceptedByJava } from './attack-table.ts';
import { hasJava, noJava, signAll, verifyAll } from './java.ts';
import { plans } from './template.ts';

const options = { skip: hasJava ? false : noJava };
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

test(
  'the JDK verifies every signature of our record, and of attacks what the table says',
  options,
  async () => {
    const judged = await verifyAll([goodRecord(), ...allAttacks.map(({ make }) => make())]);
    assert.deepEqual(judged[0], { good: 8, total: 8, why: '' });
    const accepted = allAttacks.filter((_, index) => {
      const judgement = judged[index + 1];
      return judgement !== undefined && judgement.total > 0 && judgement.good === judgement.total;
    });
    assert.deepEqual(accepted.map(({ name }) => name).sort(), [...acceptedByJava].sort());
  },
);

for (const [name, method] of [
  ['exclusive', exclusive],
  ['inclusive', inclusive],
] as const) {
  test(`we accept a record that the JDK signed with ${name} canonical forms`, options, async () => {
    const { record, plans: all } = plans();
    const text = await signAll(record, all, method, false);
    assert.deepEqual(complaints(verifySample(text)), []);
    assert.equal(verifySample(text).signatures.length, 8);
  });
}

test("the JDK's own line breaks are character references, which we refuse", options, async () => {
  const { record, plans: all } = plans();
  const text = await signAll(record, all, exclusive, true);
  assert.deepEqual(complaints(verifySample(text)), ['- xml-character-reference']);
});
