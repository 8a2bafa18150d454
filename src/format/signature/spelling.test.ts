import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allAttacks } from '../../../test/support/attacks/all.ts';
import { goodRecord, inSignature, replaced } from '../../../test/support/attacks/attack.ts';
import { resign } from '../../../test/support/resign.ts';
import { complaints, verifySample } from '../../../test/support/signed-sample.ts';
import type { RecordReport } from './report.ts';

/**
 * Signatures of our own spelling are read by a template, all others by the scanner and the grammar. Both ways must come
 * to the same end. Another blank in a start tag suffices to leave the template.
 */
type Spelling = (text: string) => string;
const everywhere =
  (from: string | RegExp, to: string): Spelling =>
  (text) => {
    const result = text.replaceAll(from, to);
    assert.notEqual(result, text, 'nothing re-spelled');
    return result;
  };

const offTemplate = everywhere('<Signature xmlns', '<Signature  xmlns');

/** Ways to write the same canonical form: signatures stay as they are. */
const spellings: Readonly<Record<string, Spelling>> = {
  'a blank more in start tags': offTemplate,
  'a blank before the end of start tags': everywhere(/"(?=>)/g, '" '),
  'a blank in end tags': everywhere(/(<\/\w+)>/g, '$1 >'),
  'line breaks in tags': everywhere(/(<\w+) (\w+=)/g, '$1\n  $2'),
  apostrophes: everywhere(/(\w+)="([^"']*)"/g, "$1='$2'"),
  'empty elements in one tag': everywhere(/(<(\w+)[^>]*)><\/\2>/g, '$1/>'),
  'attributes in another order': everywhere(
    /(<Signature) (xmlns="[^"]*") (Id="[^"]*")/g,
    '$1 $3 $2',
  ),
  'declarations that say nothing new': everywhere('<DIEM_CA_NAM', '<DIEM_CA_NAM xmlns=""'),
  'declarations that nobody uses': everywhere('<HOC_BA', '<HOC_BA xmlns:e="urn:evil"'),
  'declarations repeated': everywhere(
    '<SignedInfo',
    '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#"',
  ),
  'signs that need no entity': everywhere('&gt;', '>'),
  'no XML declaration': everywhere(/^<\?xml.*\n/g, ''),
  'another XML declaration': everywhere(/^<\?xml.*\n/g, "<?xml version='1.0' standalone='yes'?>"),
  'blanks where nobody signed': (text) =>
    inSignature(
      text
        .replace('<PHAT_HANH_HOC_BA>', '\n <PHAT_HANH_HOC_BA>\n\t')
        .replace('</HOC_BA>', '\n</HOC_BA>'),
      'seal',
      '</SignedInfo>',
      '</SignedInfo>\n ',
    ),
  'line breaks in the value of the seal': (text) =>
    inSignature(text, 'seal', '<SignatureValue>', '<SignatureValue>\n\n '),
};

/** Ways of other signers: the canonical form differs, so everything is signed anew. */
const prefixed = everywhere(
  /<(\/?)(Signature|SignedInfo|CanonicalizationMethod|SignatureMethod|Reference|Transforms|Transform|DigestMethod|DigestValue|SignatureValue|KeyInfo|X509Data|X509Certificate|Object)(?=[ >])/g,
  '<$1ds:$2',
);
const withDs: Spelling = (text) =>
  prefixed(text)
    .replaceAll('<ds:Signature xmlns=', '<ds:Signature xmlns:ds=')
    .replaceAll(' xmlns="http://www.w3.org/2000/09/xmldsig#"', '');
const withXades: Spelling = (text) =>
  everywhere(
    /<(\/?)(QualifyingProperties|SignedProperties|SignedSignatureProperties|SigningTime|SigningCertificateV2|Cert|CertDigest|IssuerSerialV2|SignerRoleV2|ClaimedRoles|ClaimedRole)(?=[ >])/g,
    '<$1xades:$2',
  )(text).replaceAll(
    '<xades:QualifyingProperties xmlns=',
    '<xades:QualifyingProperties xmlns:xades=',
  );
const inclusive = everywhere('2001/10/xml-exc-c14n#', 'TR/2001/REC-xml-c14n-20010315');
const sha384 = everywhere(
  '2001/04/xmlenc#sha256"></DigestMethod><DigestValue>',
  '2001/04/xmldsig-more#sha384"></DigestMethod><DigestValue>',
);
const anew: Readonly<Record<string, Spelling>> = {
  'as it is': (text) => text,
  'with prefix ds': withDs,
  'with prefixes ds and xades': (text) => withXades(withDs(text)),
  'with inclusive canonical forms': inclusive,
  'with prefixes and inclusive canonical forms': (text) => inclusive(withXades(withDs(text))),
  'with prefixes declared at the root and inclusive canonical forms': (text) =>
    inclusive(
      everywhere(
        '<HOC_BA',
        '<HOC_BA xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:x="urn:x"',
      )(withDs(text)),
    ),
  'with SHA-384 digests': sha384,
  'with line breaks between elements': everywhere(
    /<(\w*(?:Sign|Key|X509D|Object|Qualif|Reference|Transform|Cert|Claimed)\w*)(?=[ >])(?!Value)/g,
    '\n<$1',
  ),
};

const withoutDigest = ({ sha256: _, ...rest }: RecordReport): Omit<RecordReport, 'sha256'> => rest;

for (const [name, spell] of Object.entries(spellings)) {
  test(`the same verdict with ${name}`, () => {
    const report = verifySample(spell(goodRecord()));
    assert.deepEqual(complaints(report), []);
    assert.deepEqual(withoutDigest(report), withoutDigest(verifySample(goodRecord())));
  });
}

for (const [name, spell] of Object.entries(anew)) {
  test(`signed by others ${name}`, () => {
    const wrap = (base64: string): string => (base64.match(/.{1,64}/g) ?? []).join('\n');
    const text = resign(spell(goodRecord()), { wrap });
    assert.deepEqual(complaints(verifySample(text)), []);
    assert.deepEqual(complaints(verifySample(spellings['a blank in end tags']?.(text) ?? '')), []);
  });
}

test('a value that only the signer knows how to write differently is refused in a signed place', () => {
  const text = inSignature(goodRecord(), 'head', '<SignatureValue>', '<SignatureValue>\n');
  assert.deepEqual(complaints(verifySample(text)), ['seal content-changed cbql']);
});

for (const { name, make } of allAttacks) {
  test(`template or not, the same complaints: ${name}`, () => {
    const text = make();
    const other = text.replaceAll('<Signature xmlns', '<Signature  xmlns');
    assert.deepEqual(complaints(verifySample(other)), complaints(verifySample(text)));
  });
}

test('a mark changed under every spelling is seen', () => {
  for (const spell of Object.values(spellings)) {
    const text = replaced(spell(goodRecord()), '7.9<', '9.9<');
    assert.equal(verifySample(text).verdict, 'invalid');
  }
});
