import { notPlain } from './plain-text.ts';
import type { Field, Fields, Values } from './schema.ts';

type ChoiceValues<C extends Readonly<Record<string, Fields>>> = {
  readonly [K in keyof C]: { readonly kind: K } & Values<C[K]>;
}[keyof C];

/**
 * Exactly one of several sequences of children; `kind` of the value names it. Each must begin with a required element
 * of its own, by which the reader tells them apart; a file with none of them is read as the first, so that what is
 * missing is named.
 */
export function choice<C extends Readonly<Record<string, Fields>>>(
  alternatives: C,
): Field<ChoiceValues<C>> {
  const sequences = Object.entries(alternatives).map(([kind, fields]) => {
    const entries = Object.entries(fields);
    const children = entries.flatMap(([, { child }]) => {
      if (child === null || !('spec' in child)) throw new Error(`${kind}: only elements`);
      return [child];
    });
    const first = children[0];
    if (first?.min !== 1) throw new Error(`${kind}: begins with nothing certain`);
    return { kind, entries, children, first: first.spec };
  });
  return {
    kind: 'child',
    attribute: null,
    child: { sequences: sequences.map(({ children }) => children) },
    read(reading, element, cursor) {
      const next = element.children[cursor.next];
      const found =
        sequences.find(
          ({ first }) => next?.local === first.name && next.namespace === first.namespace,
        ) ?? sequences[0];
      const values: Record<string, unknown> = { kind: found?.kind };
      for (const [key, field] of found?.entries ?? []) {
        values[key] = field.read(reading, element, cursor);
      }
      return values as ChoiceValues<C>;
    },
    plain(source) {
      const found = sequences.find(({ first }) => source.sees(first.opening));
      if (found === undefined) return notPlain();
      const values: Record<string, unknown> = { kind: found.kind };
      for (const [key, field] of found.entries) values[key] = field.plain(source);
      return values as ChoiceValues<C>;
    },
    writeAttribute() {},
    writeChildren(value, out, namespace) {
      const values: Readonly<Record<string, unknown>> = value;
      const chosen = sequences.find(({ kind }) => kind === value.kind);
      for (const [key, field] of chosen?.entries ?? []) {
        field.writeChildren(values[key], out, namespace);
      }
    },
  };
}
