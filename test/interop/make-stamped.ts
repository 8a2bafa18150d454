/**
 * Writes the golden record with a time-stamp into test/fixtures/signatures, and the root of its time-stamp authority,
 * whose keys are thrown away: `node test/interop/make-stamped.ts`, only when pki.json or the profile changes.
 */
import { writeFileSync } from 'node:fs';
import { writePem } from '../../src/format/certificate/pem.ts';
import { createStamping, stampSample } from '../support/stamped-sample.ts';

const folder = new URL('../fixtures/signatures/', import.meta.url);
const stamping = await createStamping('Dấu thời gian kiểm thử');
writeFileSync(new URL('stamped-by-us.xml', folder), stampSample(stamping));
writeFileSync(
  new URL('time-stamp-root.pem', folder),
  writePem('CERTIFICATE', stamping.authority.root.certificate.der),
);
