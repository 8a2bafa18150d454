import {
  type Attack,
  betterMark,
  dataIn,
  goodRecord,
  replaced,
  rowIn,
  signatureIn,
} from './attack.ts';

/** Signature wrapping: the signed original is kept somewhere, so that its digest holds, and another is read. */
const good = goodRecord;
const original = (): string => dataIn(good());
/** The original where another default namespace is in scope; its canonical form stays. */
const originalUnder = (): string =>
  replaced(original(), '<DU_LIEU_HOC_BA', '<DU_LIEU_HOC_BA xmlns=""');
const evil = (): string => betterMark(original());
const row = (): string => rowIn(good(), 'TOAN');
const evilRow = (): string => betterMark(row());
const withData = (data: string): string => replaced(good(), original(), data);
const withRow = (rows: string): string => replaced(good(), row(), rows);
const afterProperties = (what: string): string =>
  replaced(
    withData(evil()),
    '</QualifyingProperties></Object></Signature></KY_PHAT_HANH>',
    `</QualifyingProperties>${what}</Object></Signature></KY_PHAT_HANH>`,
  );
const beforeObject = (text: string, what: string): string =>
  replaced(
    text,
    /<Object>(?=(?:(?!<Object>).)*<\/KY_PHAT_HANH>)/s,
    `<Object>${what}</Object><Object>`,
  );

/** The forged record without any Id: libraries that look Ids up find the original. */
const evilBare = (): string => evil().replaceAll(/ Id="[^"]*"/g, '');
const bareComplaints = (...more: readonly string[]): readonly string[] => [
  ...Array.from({ length: 7 }, () => '- xml-missing-attribute'),
  '- xml-unexpected-element',
  ...more,
];
const sealObjects = (what: string): string =>
  replaced(good(), '</Object></Signature></KY_PHAT_HANH>', `${what}</Signature></KY_PHAT_HANH>`);

const unexpected = ['- xml-unexpected-element'];

export const wrappingAttacks: readonly Attack[] = [
  {
    name: 'XSW 1: a forged record holds the signature with the original in a second Object',
    make: () =>
      beforeObject(
        withData(evil()),
        good().replace(/^.*\n/, '').replace(signatureIn(good(), 'seal'), ''),
      ),
    complaints: ['- xml-missing-element', '- xml-unexpected-element', '- xml-unexpected-element'],
  },
  {
    name: 'XSW 2: the original after the forged one',
    make: () => withData(evil() + original()),
    complaints: ['- xml-missing-element', '- xml-missing-element', '- xml-unexpected-element'],
  },
  {
    name: 'XSW 3: the original before the forged one',
    make: () => withData(original() + evil()),
    complaints: ['- xml-missing-element', '- xml-missing-element', '- xml-unexpected-element'],
  },
  {
    name: 'XSW 4: the original inside the forged one',
    make: () => withData(replaced(evil(), '</DU_LIEU_HOC_BA>', `${original()}</DU_LIEU_HOC_BA>`)),
    complaints: unexpected,
  },
  {
    name: 'XSW 5: the forged one has another Id, the original stands at the end',
    make: () =>
      replaced(
        withData(evil().replace('Id="data"', 'Id="data2"')),
        '</HOC_BA>',
        `${original()}</HOC_BA>`,
      ),
    complaints: ['- xml-invalid-value', '- xml-unexpected-element'],
  },
  {
    name: 'XSW 6: the original inside the seal signature',
    make: () =>
      replaced(
        withData(evil()),
        '</Signature></KY_PHAT_HANH>',
        `${original()}</Signature></KY_PHAT_HANH>`,
      ),
    complaints: unexpected,
  },
  {
    name: 'XSW 7: the original in an extension before the forged one',
    make: () => withData(`<Extensions>${original()}</Extensions>${evil()}`),
    complaints: [
      '- xml-missing-element',
      '- xml-missing-element',
      '- xml-missing-element',
      '- xml-unexpected-element',
    ],
  },
  {
    name: 'XSW 8: the original in the Object of the seal',
    make: () => afterProperties(original()),
    complaints: unexpected,
  },
  {
    name: 'the original in a second Object of the seal',
    make: () => beforeObject(withData(evil()), original()),
    complaints: ['- xml-missing-element', '- xml-unexpected-element', '- xml-unexpected-element'],
  },
  {
    name: 'a forged row with the same Id before the original',
    make: () => withRow(evilRow() + row()),
    complaints: ['- xml-duplicate-id'],
  },
  {
    name: 'a forged row with the same Id after the original',
    make: () => withRow(row() + evilRow()),
    complaints: ['- xml-duplicate-id'],
  },
  {
    name: 'a forged row without Id, the original in the slot of its teacher',
    make: () =>
      replaced(
        withRow(evilRow().replace(' Id="mon-TOAN"', '')),
        '<GVBM Id="gvbm-099082200100">',
        `<GVBM Id="gvbm-099082200100">${row()}`,
      ),
    complaints: ['- xml-missing-attribute', '- xml-unexpected-element'],
  },
  {
    name: 'a forged row with another Id, the original in the slot of another teacher',
    make: () =>
      replaced(
        withRow(evilRow().replace('Id="mon-TOAN"', 'Id="mon-TOAN2"')),
        '<GVBM Id="gvbm-099082200101">',
        `<GVBM Id="gvbm-099082200101">${row()}`,
      ),
    complaints: unexpected,
  },
  {
    name: 'the original row wrapped in the forged one',
    make: () => withRow(replaced(evilRow(), '</DIEM_TONG_KET>', `${row()}</DIEM_TONG_KET>`)),
    complaints: unexpected,
  },
  {
    name: 'the original row moved behind the table',
    make: () => replaced(withRow(evilRow()), '</BANG_DIEM>', `</BANG_DIEM>${row()}`),
    complaints: ['- xml-missing-element', '- xml-unexpected-element'],
  },
  {
    name: 'the whole original inside a forged record',
    make: () => replaced(withData(evil()), '</HOC_BA>', `${good().replace(/^.*\n/, '')}</HOC_BA>`),
    complaints: unexpected,
  },
  {
    name: 'an Id that a row uses on a signature',
    make: () => replaced(good(), 'Id="sig-seal"', 'Id="mon-TOAN"'),
    complaints: ['- xml-duplicate-id'],
  },
  {
    name: 'two signatures with one Id',
    make: () => replaced(good(), 'Id="sig-head"', 'Id="sig-seal"'),
    complaints: ['- xml-duplicate-id'],
  },
  {
    name: 'two signatures in one slot',
    make: () =>
      replaced(
        good(),
        '</Signature></KY_PHAT_HANH>',
        `</Signature>${signatureIn(good(), 'head')}</KY_PHAT_HANH>`,
      ),
    complaints: unexpected,
  },
  {
    name: 'the seal beside its slot',
    make: () => {
      const seal = signatureIn(good(), 'seal');
      return replaced(replaced(good(), seal, ''), '</KY_PHAT_HANH>', `</KY_PHAT_HANH>${seal}`);
    },
    complaints: unexpected,
  },
  {
    name: 'a forged record without Ids, the original in the Object of the seal',
    make: () => replaced(afterProperties(originalUnder()), evil(), evilBare()),
    complaints: bareComplaints(),
  },
  {
    name: 'a forged record without Ids, the original in a second Object of the seal',
    make: () =>
      replaced(sealObjects(`</Object><Object>${originalUnder()}</Object>`), original(), evilBare()),
    complaints: bareComplaints(),
  },
  {
    name: 'a forged record without Ids, the original behind everything',
    make: () => replaced(withData(evilBare()), '</HOC_BA>', `${original()}</HOC_BA>`),
    complaints: bareComplaints(),
  },
  {
    name: 'a forged record without Ids, the original wrapped in it',
    make: () =>
      withData(replaced(evilBare(), '</DU_LIEU_HOC_BA>', `${original()}</DU_LIEU_HOC_BA>`)),
    complaints: bareComplaints(),
  },
  {
    name: 'forged unsigned properties in the seal',
    make: () =>
      replaced(
        good(),
        '</QualifyingProperties></Object></Signature></KY_PHAT_HANH>',
        '<UnsignedProperties><UnsignedSignatureProperties></UnsignedSignatureProperties></UnsignedProperties></QualifyingProperties></Object></Signature></KY_PHAT_HANH>',
      ),
    complaints: ['- xml-missing-element'],
  },
  {
    name: 'a second Object in the seal',
    make: () => sealObjects('</Object><Object>10.0</Object>'),
    complaints: unexpected,
  },
  {
    name: 'a second SignedProperties in the seal',
    make: () =>
      replaced(
        good(),
        '</SignedProperties></QualifyingProperties></Object></Signature></KY_PHAT_HANH>',
        '</SignedProperties><SignedProperties Id="sp-x"></SignedProperties></QualifyingProperties></Object></Signature></KY_PHAT_HANH>',
      ),
    complaints: unexpected,
  },
];
