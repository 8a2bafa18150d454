/** Writes the shipped policy document as the constant that every process has at hand; a test compares the two. */
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../policies/hocba-verification-1.json', import.meta.url);
const target = new URL('../src/format/signature/usual-policy-text.ts', import.meta.url);
const text = readFileSync(source, 'utf8');
writeFileSync(
  target,
  `/** The bytes of policies/hocba-verification-1.json; made by tools/policies.ts. */\nexport const usualPolicyText = \`${text}\`;\n`,
);
