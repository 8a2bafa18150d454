/** Code points: in NFC, Vietnamese letters take one column each. */
const widthOf = (text: string): number => [...text].length;

const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Breaks text at blanks into lines of at most `columns`; a longer word is cut. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((word) => pieces(word, columns))) {
    if (line === '') line = word;
    else if (widthOf(line) + 1 + widthOf(word) <= columns) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Breaks a line that begins with a column of `indent` characters, so that its other lines stand behind that column. */
export function hanging(line: string, indent: number, columns: number): string {
  const letters = [...line];
  const head = letters.slice(0, indent).join('');
  const [first = '', ...others] = wrap(
    letters.slice(indent).join(''),
    Math.max(20, columns - indent),
  );
  return [head + first, ...others.map((one) => ' '.repeat(indent) + one)].join('\n');
}

function pieces(word: string, columns: number): readonly string[] {
  const letters = [...word];
  const parts: string[] = [];
  for (let at = 0; at < letters.length; at += columns) {
    parts.push(letters.slice(at, at + columns).join(''));
  }
  return parts;
}

/** «Label   value» with the values in one column. */
export function labelled(
  rows: readonly (readonly [label: string, value: string])[],
  columns: number,
): readonly string[] {
  const width = Math.max(...rows.map(([label]) => widthOf(label))) + 2;
  return rows.flatMap(([label, value]) =>
    wrap(value, columns - width).map((line, index) => pad(index === 0 ? label : '', width) + line),
  );
}

/** A table whose first row is the heading. The widest column gives way until the rest fits, and wraps. */
export function table(rows: readonly (readonly string[])[], columns: number): readonly string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  const room = columns - 2 * (count - 1);
  for (;;) {
    const total = widths.reduce((sum, width) => sum + width, 0);
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (total <= room || width <= 8) break;
    widths[widest] = width - 1;
  }
  const lines = rows.map((row) => rowLines(row, widths));
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [...(lines[0] ?? []), rule, ...lines.slice(1).flat()];
}

function rowLines(row: readonly string[], widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, at) => wrap(row[at] ?? '', width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, at) => pad(lines[line] ?? '', widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
