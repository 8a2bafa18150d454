import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The one stylesheet, read when the program starts; its address carries its digest and so may be cached for good. */
const css = readFileSync(new URL('./portal.css', import.meta.url));

export const stylesheet = {
  path: `/tinh/tra-cuu.${hash('sha256', css, 'hex').slice(0, 16)}.css`,
  css,
} as const;
