/** Writes the published XSD files into schemas/; a test compares them with the table. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { schemaDocuments } from '../src/format/xml/xsd.ts';

const folder = new URL('../schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { file, text } of schemaDocuments()) writeFileSync(new URL(file, folder), text);
