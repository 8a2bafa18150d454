import { hash, sign } from 'node:crypto';
import { XmlC14NMode, XmlDocument, XmlElement } from 'libxml2-wasm';
import { type Holder, holderOfSignature } from './signed-sample.ts';

const dsig = 'http://www.w3.org/2000/09/xmldsig#';

export function elementsOf(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = [root];
  for (let child = root.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) found.push(...elementsOf(child));
  }
  return found;
}

const modeOf = (algorithm: string) =>
  algorithm.startsWith('http://www.w3.org/2001/10/xml-exc-c14n#')
    ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0
    : XmlC14NMode.XML_C14N_1_0;

const canonical = (element: XmlElement, algorithm: string): string =>
  element.canonicalizeToString({ mode: modeOf(algorithm) });

const child = (element: XmlElement, name: string): XmlElement => {
  const found = elementsOf(element).find((one) => one.name === name && one.namespaceUri === dsig);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const attribute = (element: XmlElement, name: string): string => element.attr(name)?.value ?? '';

export interface ResignOptions {
  /** Ids of the signatures to make anew; all unless given. */
  readonly only?: readonly string[];
  readonly holder?: (id: string) => Holder;
  readonly wrap?: (base64: string) => string;
}

/**
 * Makes the digests and values of the signatures of any document anew, in document order, with canonical forms by
 * libxml2: an independent signer that leaves every spelling as it finds it. References go to the first element with
 * the Id.
 */
export function resign(text: string, options: ResignOptions = {}): string {
  const { only, holder = holderOfSignature, wrap = (base64) => base64 } = options;
  let now = text;
  const count = [...text.matchAll(/<(?:\w+:)?SignedInfo[\s>]/g)].length;
  for (let index = 0; index < count; index++) {
    const id = inDocument(now, (root) => attribute(signatureAt(root, index), 'Id'));
    if (only !== undefined && !only.includes(id)) continue;
    now = withDigests(now, index);
    const { info, hashName } = inDocument(now, (root) => {
      const signature = signatureAt(root, index);
      const method = attribute(child(signature, 'CanonicalizationMethod'), 'Algorithm');
      return {
        info: canonical(child(signature, 'SignedInfo'), method),
        hashName: attribute(child(signature, 'SignatureMethod'), 'Algorithm').replace(
          /.*sha/,
          'sha',
        ),
      };
    });
    const value = sign(hashName, Buffer.from(info), {
      key: holder(id).privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    now = replaceNth(
      now,
      /(<(?:\w+:)?SignatureValue[^>]*>)[^<]*/g,
      index,
      wrap(value.toString('base64')),
    );
  }
  return now;
}

function withDigests(text: string, index: number): string {
  const digests = inDocument(text, (root) => {
    const all = elementsOf(root);
    return elementsOf(child(signatureAt(root, index), 'SignedInfo'))
      .filter(({ name }) => name === 'Reference')
      .map((reference) => {
        const uri = attribute(reference, 'URI').slice(1);
        const part = all.find((one) => attribute(one, 'Id') === uri);
        if (part === undefined) return '';
        const algorithm = attribute(child(reference, 'DigestMethod'), 'Algorithm').replace(
          /.*[#]/,
          '',
        );
        return hash(
          algorithm,
          canonical(part, attribute(child(reference, 'Transform'), 'Algorithm')),
          'base64',
        );
      });
  });
  return replaceBlock(text, /<((?:\w+:)?SignedInfo)[\s>][\s\S]*?<\/\1\s*>/g, index, (block) =>
    digests.reduce(
      (now, digest, at) => replaceNth(now, /(<(?:\w+:)?DigestValue[^>]*>)[^<]*/g, at, digest),
      block,
    ),
  );
}

const signatureAt = (root: XmlElement, index: number): XmlElement => {
  const found = elementsOf(root).filter(({ name }) => name === 'Signature')[index];
  if (found === undefined) throw new Error(`no signature ${index}`);
  return found;
};

function inDocument<T>(text: string, work: (root: XmlElement) => T): T {
  const document = XmlDocument.fromString(text);
  try {
    return work(document.root);
  } finally {
    document.dispose();
  }
}

export const replaceNth = (text: string, pattern: RegExp, index: number, value: string): string =>
  replaceBlock(text, pattern, index, (_, open) => `${open}${value}`);

function replaceBlock(
  text: string,
  pattern: RegExp,
  index: number,
  change: (block: string, open: string) => string,
): string {
  let seen = 0;
  return text.replace(pattern, (block: string, open: string) =>
    seen++ === index ? change(block, open) : block,
  );
}
