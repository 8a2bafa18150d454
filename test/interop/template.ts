import { goodRecord } from '../support/attacks/attack.ts';
import type { HolderName } from '../support/signed-sample.ts';

/** Who signs our sample, in the order of the slots. */
export const signers: readonly HolderName[] = [
  'toan',
  'lsdl',
  'khtn',
  'nhac',
  'hoa',
  'homeroom',
  'head',
  'school',
];

/** The sample with its signatures as templates: digests of parts, values and certificates are empty. */
export const templates = (): string =>
  goodRecord()
    .replace(/<SignedInfo>.*?<\/SignedInfo>/g, (info) =>
      info.replace(/<DigestValue>[^<]*/g, '<DigestValue>'),
    )
    .replace(/<SignatureValue>[^<]*/g, '<SignatureValue>')
    .replace(/<X509Certificate>[^<]*/g, '<X509Certificate>');

/** One signature of the sample, as another signer needs to know it. */
export interface Plan {
  readonly container: string;
  readonly containerId: string | undefined;
  readonly id: string;
  readonly algorithm: string;
  readonly references: readonly string[];
  /** The QualifyingProperties element. */
  readonly properties: string;
  readonly holder: HolderName;
}

/** The sample without signatures, and how each is to be made. */
export function plans(): { readonly record: string; readonly plans: readonly Plan[] } {
  const found: Plan[] = [];
  const pattern = /<([A-Z_]+)(?: Id="([^"]*)")?>(<Signature .*?<\/Signature>)/g;
  const record = goodRecord().replace(
    pattern,
    (whole: string, container: string, containerId: string | undefined, text: string) => {
      found.push({
        container,
        containerId,
        id: /Id="([^"]*)"/.exec(text)?.[1] ?? '',
        algorithm: /<SignatureMethod Algorithm="([^"]*)"/.exec(text)?.[1] ?? '',
        references: [...text.matchAll(/URI="#([^"]*)"/g)].map(([, uri]) => uri ?? ''),
        properties: /<QualifyingProperties.*<\/QualifyingProperties>/.exec(text)?.[0] ?? '',
        holder: signers[found.length] ?? 'toan',
      });
      return whole.slice(0, whole.indexOf('<Signature '));
    },
  );
  return { record, plans: found };
}
