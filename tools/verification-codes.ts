/** Writes docs/verification-codes.md; a test compares it with the tables. */
import { writeFileSync } from 'node:fs';
import { verificationCodesPage } from '../src/edge/text/verification-codes.ts';

writeFileSync(new URL('../docs/verification-codes.md', import.meta.url), verificationCodesPage());
