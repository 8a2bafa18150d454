import type { XmlElement } from './element.ts';
import type { XmlFaultCode } from './fault.ts';
import type { OpenElement } from './scan.ts';

const noAttributes: readonly never[] = [];

/** A fresh element at its start tag; what follows fills it in. */
export const openName = (name: string, start: number, parent: OpenElement | null): OpenElement => ({
  name,
  local: name,
  namespace: '',
  attributes: noAttributes,
  parent,
  children: [],
  start,
  openEnd: -1,
  closeStart: -1,
  end: -1,
  verbatim: true,
  hasText: false,
  defaultNamespace: parent === null ? '' : parent.defaultNamespace,
});

/** The namespace that `prefix` ('' for the default) stands for at `element`; undefined when none is declared. */
export function namespaceFor(element: XmlElement | null, prefix: string): string | undefined {
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let scope = element; scope !== null; scope = scope.parent) {
    for (const attribute of scope.attributes) {
      if (attribute.name === declaration) return attribute.value;
    }
  }
  return prefix === '' ? '' : undefined;
}

/** Resolves the element's own name and its attributes' prefixes (Namespaces in XML 1.0); a fault code when one is undeclared. */
export function resolveNamespace(element: OpenElement): XmlFaultCode | undefined {
  let prefixed = false;
  for (const { name, value } of element.attributes) {
    if (name === 'xmlns') element.defaultNamespace = value;
    else if (name.includes(':')) {
      prefixed = true;
      if (name.startsWith('xmlns:') && (value === '' || /^xmlns:xml(ns)?$/.test(name)))
        return 'undeclared-prefix';
    }
  }
  const named = element as { namespace: string; local: string };
  const colon = element.name.indexOf(':');
  if (colon < 0) named.namespace = element.defaultNamespace;
  else {
    element.verbatim = false;
    named.local = element.name.slice(colon + 1);
    const namespace = namespaceFor(element, element.name.slice(0, colon));
    if (namespace === undefined || named.local === '' || named.local.includes(':'))
      return 'undeclared-prefix';
    named.namespace = namespace;
  }
  return prefixed ? attributeFault(element) : undefined;
}

/** Prefixed attributes: declared, and no two with one expanded name. */
function attributeFault(element: XmlElement): XmlFaultCode | undefined {
  const expanded = new Set<string>();
  for (const { name } of element.attributes) {
    const colon = name.indexOf(':');
    if (colon < 0 || name.startsWith('xmlns:')) continue;
    const namespace = namespaceFor(element, name.slice(0, colon));
    const local = name.slice(colon + 1);
    if (namespace === undefined || local === '' || local.includes(':')) return 'undeclared-prefix';
    const key = `${namespace} ${local}`;
    if (expanded.has(key)) return 'duplicate-attribute';
    expanded.add(key);
  }
  return undefined;
}
