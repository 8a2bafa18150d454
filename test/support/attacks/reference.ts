import { resign } from '../resign.ts';
import { type Attack, goodRecord, inSignature, toan } from './attack.ts';

/**
 * Changes of SignedInfo and of the signed properties. Unless said otherwise everything is signed anew afterwards by the
 * same people: what is left to complain of is the form alone.
 */
const signedAnew = (
  name: string,
  from: string | RegExp,
  to: string,
  complaints: readonly string[],
): Attack => ({
  name: `${name}, signed anew`,
  make: () => resign(inSignature(goodRecord(), toan, from, to)),
  complaints,
});

const untouched = (
  name: string,
  from: string | RegExp,
  to: string,
  complaints: readonly string[],
): Attack => ({ name, make: () => inSignature(goodRecord(), toan, from, to), complaints });

const toanReference = /<Reference URI="#mon-TOAN">.*?<\/Reference>/;
const tinReference = /<Reference URI="#mon-TIN">.*?<\/Reference>/;
const find = (pattern: RegExp): string =>
  pattern.exec(inSignature(goodRecord(), toan, 'GVBM', 'GVBM '))?.[0] ?? '';
const transform = '<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></Transform>';
const transformTo = (name: string, to: string, complaint: string): Attack =>
  untouched(name, transform, to, [`- ${complaint}`]);
const w3 = 'http://www.w3.org/';
const seal = 'seal content-changed danhsachky';
const broken = ['toan reference-not-prescribed', 'toan signature-value', seal];
const notPrescribed = ['toan reference-not-prescribed'];
const algorithm = (uri: string): string => `<Transform Algorithm="${w3}${uri}"></Transform>`;

export const referenceAttacks: readonly Attack[] = [
  untouched('a reference to another Id', 'URI="#mon-TOAN"', 'URI="#mon-NT"', broken),
  signedAnew('a reference to another Id', 'URI="#mon-TOAN"', 'URI="#mon-NT"', notPrescribed),
  signedAnew(
    'a reference to more than the slot may',
    'URI="#mon-TOAN"',
    'URI="#data"',
    notPrescribed,
  ),
  untouched('an empty reference', 'URI="#mon-TOAN"', 'URI=""', ['- xml-invalid-value']),
  untouched('an XPointer', 'URI="#mon-TOAN"', `URI="#xpointer(id('mon-TOAN'))"`, [
    '- xml-invalid-value',
  ]),
  untouched('an XPointer to the root', 'URI="#mon-TOAN"', 'URI="#xpointer(/)"', [
    '- xml-invalid-value',
  ]),
  untouched('a reference to the outside', 'URI="#mon-TOAN"', 'URI="http://127.0.0.1:9/x"', [
    '- xml-invalid-value',
  ]),
  untouched('a reference to a file', 'URI="#mon-TOAN"', 'URI="file:///etc/passwd"', [
    '- xml-invalid-value',
  ]),
  untouched('no URI', ' URI="#mon-TOAN"', '', ['- xml-missing-attribute']),
  signedAnew(
    'an extra reference',
    toanReference,
    find(toanReference) + find(toanReference).replace('TOAN', 'NT'),
    notPrescribed,
  ),
  signedAnew(
    'the same reference twice',
    toanReference,
    find(toanReference) + find(toanReference),
    notPrescribed,
  ),
  untouched('a reference less', tinReference, '', broken),
  signedAnew('a reference less', tinReference, '', notPrescribed),
  signedAnew(
    'references in another order',
    `${find(toanReference)}${find(tinReference)}`,
    `${find(tinReference)}${find(toanReference)}`,
    notPrescribed,
  ),
  signedAnew(
    'no reference to the signed properties',
    /<Reference Type=.*?<\/Reference>/,
    '',
    notPrescribed,
  ),
  signedAnew(
    'the type of the properties on a row',
    '<Reference URI',
    '<Reference Type="http://uri.etsi.org/01903#SignedProperties" URI',
    ['toan reference-type mon-TOAN'],
  ),
  signedAnew(
    'no type on the properties',
    ' Type="http://uri.etsi.org/01903#SignedProperties"',
    '',
    ['toan reference-type sp-teacher-099082200100'],
  ),
  transformTo(
    'an XSLT transform',
    `<Transform Algorithm="${w3}TR/1999/REC-xslt-19991116"></Transform>`,
    'xml-invalid-value',
  ),
  transformTo('an XPath transform', algorithm('TR/1999/REC-xpath-19991116'), 'xml-invalid-value'),
  transformTo(
    'an XPath filter 2 transform',
    algorithm('2002/06/xmldsig-filter2'),
    'xml-invalid-value',
  ),
  transformTo(
    'an enveloped-signature transform',
    algorithm('2000/09/xmldsig#enveloped-signature'),
    'xml-invalid-value',
  ),
  transformTo('a base64 transform', algorithm('2000/09/xmldsig#base64'), 'xml-invalid-value'),
  transformTo(
    'a canonicalisation with comments',
    algorithm('2001/10/xml-exc-c14n#WithComments'),
    'xml-invalid-value',
  ),
  transformTo('canonicalisation 1.1', algorithm('2006/12/xml-c14n11'), 'xml-invalid-value'),
  transformTo('two transforms', transform + transform, 'xml-unexpected-element'),
  transformTo('no transform', '', 'xml-missing-element'),
  transformTo(
    'a list of prefixes',
    `<Transform Algorithm="${w3}2001/10/xml-exc-c14n#"><InclusiveNamespaces xmlns="${w3}2001/10/xml-exc-c14n#" PrefixList="a"></InclusiveNamespaces></Transform>`,
    'xml-unexpected-element',
  ),
  untouched('two SignedInfo', '</SignedInfo>', '</SignedInfo><SignedInfo></SignedInfo>', [
    '- xml-missing-element',
    '- xml-missing-element',
    '- xml-missing-element',
    '- xml-unexpected-element',
  ]),
  untouched(
    'two SignatureValue',
    '</SignatureValue>',
    '</SignatureValue><SignatureValue>AA==</SignatureValue>',
    ['- xml-missing-element', '- xml-missing-element', '- xml-unexpected-element'],
  ),
  untouched(
    'two QualifyingProperties',
    '</QualifyingProperties>',
    '</QualifyingProperties><QualifyingProperties xmlns="http://uri.etsi.org/01903/v1.3.2#" Target="#x"></QualifyingProperties>',
    ['- xml-unexpected-element'],
  ),
  untouched(
    'a second SignedProperties',
    '</SignedProperties>',
    '</SignedProperties><SignedProperties Id="sp-2"></SignedProperties>',
    ['- xml-unexpected-element'],
  ),
  untouched(
    'the properties of another version of XAdES',
    'http://uri.etsi.org/01903/v1.3.2#',
    'http://uri.etsi.org/01903/v1.4.1#',
    ['- xml-missing-element', '- xml-unexpected-element'],
  ),
  untouched(
    'forged unsigned properties',
    '</SignedProperties>',
    '</SignedProperties><UnsignedProperties><UnsignedSignatureProperties></UnsignedSignatureProperties></UnsignedProperties>',
    ['- xml-unexpected-element'],
  ),
  untouched('a second Object', '</Object>', '</Object><Object>x</Object>', [
    '- xml-unexpected-element',
  ]),
  untouched('a Manifest', '</Object>', '</Object><Object><Manifest></Manifest></Object>', [
    '- xml-unexpected-element',
  ]),
  untouched('attributes of Object', '<Object>', '<Object MimeType="text/xml">', [
    '- xml-unexpected-attribute',
  ]),
  untouched(
    'the properties of another signature',
    'Target="#sig-teacher-099082200100"',
    'Target="#sig-seal"',
    [seal, 'toan properties-of-another-signature'],
  ),
  signedAnew(
    'the properties of another signature',
    'Target="#sig-teacher-099082200100"',
    'Target="#sig-seal"',
    ['toan properties-of-another-signature'],
  ),
  untouched('a later signing time', '2026-06-01T01:00:00Z', '2026-06-01T01:00:01Z', [
    seal,
    'toan properties-changed sp-teacher-099082200100',
  ]),
  signedAnew('a day that does not exist', '2026-06-01T01:00:00Z', '2026-06-31T01:00:00Z', [
    'toan signing-time-unreadable',
  ]),
  signedAnew('an hour that does not exist', '2026-06-01T01:00:00Z', '2026-06-01T25:00:00Z', [
    'toan signing-time-unreadable',
  ]),
  untouched('a signing time without zone', '2026-06-01T01:00:00Z', '2026-06-01T01:00:00', [
    '- xml-invalid-value',
  ]),
  untouched('another role, not signed', '>GVBM<', '>CBQL<', [
    seal,
    'toan properties-changed sp-teacher-099082200100',
    'toan role-not-expected',
  ]),
  signedAnew('another role', '>GVBM<', '>CBQL<', ['toan role-not-expected']),
  untouched('an unknown role', '>GVBM<', '>ADMIN<', ['- xml-invalid-value']),
  untouched(
    'two roles',
    '<ClaimedRole>GVBM</ClaimedRole>',
    '<ClaimedRole>GVBM</ClaimedRole><ClaimedRole>CBQL</ClaimedRole>',
    ['- xml-unexpected-element'],
  ),
  untouched('no signing certificate', /<SigningCertificateV2>.*<\/SigningCertificateV2>/, '', [
    '- xml-missing-element',
  ]),
  untouched('an Id attribute on SignedInfo', '<SignedInfo>', '<SignedInfo Id="si">', [
    '- xml-unexpected-attribute',
  ]),
];
