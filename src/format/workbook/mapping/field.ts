import type { ReadyLayout } from '../layout.ts';
import { foldPath } from '../layout.ts';
import { isSubjectName } from '../subjects.ts';

/** The field that a mapping names: by the header of the known layout («Mã học sinh»), or by its own name. */
export function fieldNamed(layout: ReadyLayout, text: string): string | undefined {
  const path = foldPath(text);
  const known = layout.fields.get(path) ?? layout.other?.(path, text);
  if (known !== undefined) return known;
  if (layout.columns.some(({ field }) => field === text)) return text;
  const [, prefix, subject] = /^(subject|mon|diem|comment):(.+)$/.exec(text) ?? [];
  return prefix !== undefined && subject !== undefined && isSubjectName(subject) ? text : undefined;
}

/** How a mapping writes a field: the first header of the known layout. */
export function headerOf(layout: ReadyLayout, field: string): string {
  if (/^tx:\d$/.test(field)) return `ĐĐGtx > ${field.slice(3)}`;
  const header = layout.columns.find((column) => column.field === field)?.headers[0];
  return header ?? field.replace(/^(subject|comment):/, '');
}
