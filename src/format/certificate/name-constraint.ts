import {
  anyTag,
  type DerNode,
  elementsOf,
  explicitTag,
  fieldsOf,
  implicitTag,
  optional,
  required,
} from './der.ts';
import { smallIntegerOf } from './der-value.ts';
import { allOf, type GeneralName, generalNameOf } from './general-name.ts';

/** NameConstraints (RFC 5280, 4.2.1.10): sub-trees in which the names below an authority must and must not lie. */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export function nameConstraintsOf(node: DerNode): NameConstraints | undefined {
  const fields = fieldsOf(node, [optional(explicitTag(0)), optional(explicitTag(1))]);
  if (fields === undefined) return undefined;
  const permitted = fields[0] === undefined ? [] : subtreesOf(fields[0], explicitTag(0));
  const excluded = fields[1] === undefined ? [] : subtreesOf(fields[1], explicitTag(1));
  return permitted === undefined || excluded === undefined ? undefined : { permitted, excluded };
}

/** GeneralSubtrees; minimum must be 0 and maximum absent (RFC 5280, 4.2.1.10). */
const subtreesOf = (node: DerNode, expected: number): readonly GeneralName[] | undefined =>
  allOf(elementsOf(node, expected), (subtree) => {
    const fields = fieldsOf(subtree, [required(anyTag), optional(implicitTag(0))]);
    if (fields === undefined) return undefined;
    const [base, minimum] = fields;
    return minimum === undefined || smallIntegerOf(minimum) === 0 ? generalNameOf(base) : undefined;
  });

/** Why a name may not stand below an authority; `unsupported` when we do not know the form of the constraint. */
export type NameVerdict = 'permitted' | 'excluded' | 'not-permitted' | 'unsupported';

/** Judges one name by one authority's constraints (RFC 5280, 6.1.4 g and 6.1.3 b, c). */
export function judgeName(name: GeneralName, constraints: NameConstraints): NameVerdict {
  const sameForm = (each: GeneralName): boolean =>
    each.kind === name.kind &&
    (each.kind !== 'other' || name.kind !== 'other' || each.form === name.form);
  const permitted = constraints.permitted.filter(sameForm);
  const excluded = constraints.excluded.filter(sameForm);
  if (name.kind === 'other') {
    return permitted.length + excluded.length > 0 ? 'unsupported' : 'permitted';
  }
  const constrained = permitted.length + excluded.length > 0;
  if (name.kind === 'uri' && constrained && hostOf(name.text) === '') return 'not-permitted';
  if (excluded.some((base) => isWithin(name, base))) return 'excluded';
  if (permitted.length > 0 && !permitted.some((base) => isWithin(name, base))) {
    return 'not-permitted';
  }
  return 'permitted';
}

function isWithin(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === 'directory' && base.kind === 'directory') {
    return base.name.relativeKeys.every((key, index) => name.name.relativeKeys[index] === key);
  }
  if (name.kind === 'ip' && base.kind === 'ip') return isAddressWithin(name.octets, base.octets);
  if (name.kind === 'email' && base.kind === 'email') return isMailWithin(name.text, base.text);
  if (name.kind === 'dns' && base.kind === 'dns') {
    return isHostWithin(name.text, base.text.replace(/^\./, ''));
  }
  if (name.kind !== 'uri' || base.kind !== 'uri') return false;
  const host = hostOf(name.text);
  return base.text.startsWith('.')
    ? isHostBelow(host, base.text)
    : host.toLowerCase() === base.text.toLowerCase();
}

/** The host of a URI; empty without an authority, which no host constraint can judge (RFC 5280, 4.2.1.10). */
const hostOf = (uri: string): string =>
  /^[^:/?#]+:\/\/(?:[^@/?#]*@)?([^:/?#]+)/.exec(uri)?.[1] ?? '';

const isHostBelow = (host: string, dotted: string): boolean =>
  host.length > dotted.length && host.toLowerCase().endsWith(dotted.toLowerCase());

const isHostWithin = (host: string, base: string): boolean =>
  base === '' || host.toLowerCase() === base.toLowerCase() || isHostBelow(host, `.${base}`);

/** A base with @ is one mailbox, with a leading dot every host below, else the one host. */
function isMailWithin(mail: string, base: string): boolean {
  const [local = '', host = ''] = splitMail(mail);
  if (base.includes('@')) {
    const [baseLocal = '', baseHost = ''] = splitMail(base);
    return local === baseLocal && host.toLowerCase() === baseHost.toLowerCase();
  }
  if (base.startsWith('.')) return isHostBelow(host, base);
  return base === '' || host.toLowerCase() === base.toLowerCase();
}

const splitMail = (mail: string): readonly string[] => {
  const at = mail.lastIndexOf('@');
  return [mail.slice(0, Math.max(0, at)), mail.slice(at + 1)];
};

/** The base holds an address and a mask of the same length. */
function isAddressWithin(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== address.length * 2) return false;
  return address.every((octet, index) => {
    const mask = base[address.length + index] ?? 0;
    return (octet & mask) === ((base[index] ?? 0) & mask);
  });
}
