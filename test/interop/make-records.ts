/**
 * Writes the golden records into test/fixtures/signatures: one by our signer, one by xmlsec1, two by the JDK. Needed
 * only when pki.json or the profile changes: `node test/interop/make-records.ts`.
 */
import { writeFileSync } from 'node:fs';
import { goodRecord } from '../support/attacks/attack.ts';
import { signAll } from './java.ts';
import { plans, signers, templates } from './template.ts';
import { signNth } from './xmlsec.ts';

const write = (name: string, text: string): void =>
  writeFileSync(new URL(`../fixtures/signatures/${name}.xml`, import.meta.url), text);

write('signed-by-us', goodRecord());
let text = templates();
for (const [index, holder] of signers.entries()) text = await signNth(text, index, holder);
write('signed-by-xmlsec1', text);
const { record, plans: all } = plans();
write(
  'signed-by-java',
  await signAll(record, all, 'http://www.w3.org/2001/10/xml-exc-c14n#', false),
);
write(
  'signed-by-java-inclusive',
  await signAll(record, all, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315', false),
);
