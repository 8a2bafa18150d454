import type { Certificate } from './certificate.ts';

/** Đường dẫn chứng thực: from the certificate in question to the trusted root, both included. */
export type CertificatePath = readonly Certificate[];

/** Longest path and number of paths tried: meshes of cross-certificates must not cost without bound. */
export const longestPath = 12;
export const mostPaths = 32;

/** Certificates by the key of their subject's name. */
export type SubjectIndex = ReadonlyMap<string, readonly Certificate[]>;

export function indexBySubject(certificates: readonly Certificate[]): SubjectIndex {
  const index = new Map<string, Certificate[]>();
  for (const certificate of certificates) {
    const same = index.get(certificate.subject.key);
    if (same === undefined) index.set(certificate.subject.key, [certificate]);
    else same.push(certificate);
  }
  return index;
}

/**
 * The paths from `leaf` to an anchor, chained by names (RFC 5280, 7.1), the likeliest first: anchors before other
 * authorities, matching key identifiers before others. At most `mostPaths`.
 */
export function pathsFrom(
  leaf: Certificate,
  intermediates: SubjectIndex,
  anchors: SubjectIndex,
): readonly CertificatePath[] {
  const paths: CertificatePath[] = [];
  const isAnchor = (certificate: Certificate): boolean =>
    anchors.get(certificate.subject.key)?.some(({ sha256 }) => sha256 === certificate.sha256) ??
    false;
  let steps = 0;
  const extend = (path: CertificatePath, last: Certificate): void => {
    steps += 1;
    if (isAnchor(last)) {
      paths.push(path);
      return;
    }
    if (path.length >= longestPath) return;
    const candidates = [
      ...inOrder(last, anchors.get(last.issuer.key) ?? []),
      ...inOrder(last, intermediates.get(last.issuer.key) ?? []),
    ];
    for (const candidate of candidates) {
      if (paths.length >= mostPaths || steps > 20 * mostPaths) return;
      if (!path.some((each) => isSameEntity(each, candidate))) {
        extend([...path, candidate], candidate);
      }
    }
  };
  extend([leaf], leaf);
  return paths;
}

/** Same name and same key: to pass it twice would only be a loop. */
const isSameEntity = (a: Certificate, b: Certificate): boolean =>
  a.sha256 === b.sha256 || (a.subject.key === b.subject.key && a.publicKey.equals(b.publicKey));

function inOrder(
  { extensions }: Certificate,
  candidates: readonly Certificate[],
): readonly Certificate[] {
  const wanted = extensions.authorityKeyId;
  const rank = (candidate: Certificate): number => {
    const id = candidate.extensions.subjectKeyId;
    return wanted === null || id === null ? 1 : id === wanted ? 0 : 2;
  };
  return [...candidates].sort((a, b) => rank(a) - rank(b));
}
