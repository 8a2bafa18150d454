import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allAttacks } from '../support/attacks/all.ts';
import { goodRecord } from '../support/attacks/attack.ts';
import { keepTable, tableOf } from '../support/kept-table.ts';
import { complaints, verifySample } from '../support/signed-sample.ts';
import { acceptedByJava } from './attack-table.ts';
import { hasJava, noJava, signAll, verifyAll } from './java.ts';
import { plans } from './template.ts';

const options = { skip: hasJava ? false : noJava };
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

const rows: string[][] = [];

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
    rows.push(['our record, signed by us', 'JDK', '8 of 8 signatures hold']);
    const finds = `every signature good in ${accepted.length} of ${allAttacks.length}`;
    rows.push([`${allAttacks.length} attacks, each refused by us`, 'JDK', finds]);
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
    rows.push([`our record, signed by the JDK, ${name}`, 'we', '8 of 8 signatures, valid']);
  });
}

test("the JDK's own line breaks are character references, which we refuse", options, async () => {
  const { record, plans: all } = plans();
  const text = await signAll(record, all, exclusive, true);
  assert.deepEqual(complaints(verifySample(text)), ['- xml-character-reference']);
  rows.push(['the same with the line breaks of the JDK', 'we', 'refused: xml-character-reference']);
});

test('docs/interop.md says what was found with the JDK', options, () => {
  keepTable('interop.md', 'java', tableOf(['record', 'judged by', 'finding'], rows));
});
