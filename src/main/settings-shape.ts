/**
 * The form of a settings file: text, a test of one value, an object of named members, one of several forms, or an
 * object whose member `by` says which form the rest has. `absent` is a member that is not there, or null.
 */
export type Shape =
  | 'text'
  | 'absent'
  | ((value: unknown) => boolean)
  | { readonly either: readonly Shape[] }
  | { readonly by: string; readonly shapes: Readonly<Record<string, Members>> }
  | Members;

type Members = { readonly [name: string]: Shape };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEither = (shape: object): shape is { readonly either: readonly Shape[] } =>
  'either' in shape && Array.isArray(shape.either);

const isChoice = (
  shape: object,
): shape is { readonly by: string; readonly shapes: Readonly<Record<string, Members>> } =>
  'by' in shape && typeof shape.by === 'string';

/** The paths of every member that is missing, of the wrong kind, or not known; empty when the value has the shape. */
export function faultsOf(value: unknown, shape: Shape, at: string): readonly string[] {
  const here = at === '' ? '(tệp)' : at;
  if (shape === 'absent') return value === undefined || value === null ? [] : [here];
  if (shape === 'text') return typeof value === 'string' && value !== '' ? [] : [here];
  if (typeof shape === 'function') return shape(value) ? [] : [here];
  if (isEither(shape)) {
    // Of several wrong readings the one that finds least is what was meant; of equal ones the last.
    const found = shape.either.map((one) => faultsOf(value, one, at)).toReversed();
    return found.toSorted((some, others) => some.length - others.length)[0] ?? [here];
  }
  if (!isObject(value)) return [here];
  if (isChoice(shape)) {
    const { [shape.by]: chosen, ...rest } = value;
    const members = typeof chosen === 'string' ? shape.shapes[chosen] : undefined;
    return members === undefined ? [under(at, shape.by)] : faultsOf(rest, members, at);
  }
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(shape, name));
  return [
    ...Object.entries(shape).flatMap(([name, inner]) =>
      faultsOf(value[name], inner, under(at, name)),
    ),
    ...unknown.map((name) => under(at, name)),
  ];
}

const under = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`);
