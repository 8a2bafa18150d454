import type { XmlElement } from '../xml/element.ts';
import { element as n } from '../xml/names.ts';
import {
  attribute,
  type ElementSpec,
  group,
  leaf,
  many,
  one,
  optional,
  self,
} from '../xml/schema.ts';
import { type SignatureXml, signatureSchema } from '../xml/signature-schema.ts';
import { oneOf } from '../xml/simple-type.ts';
import { type } from '../xml/types.ts';
import { messageElement as m } from './names.ts';
import { messageType as t } from './types.ts';

/** Limits of a package; a register refuses more before it reads on. */
export const maxRecords = 200;
export const maxPackageBytes = 64 << 20;

/** The root of a message: one body, and one place for the seal over it. */
export interface SealedXml<B> {
  readonly body: B;
  readonly seal: { readonly signature: SignatureXml | null };
}

interface Signed {
  readonly element: XmlElement | null;
  readonly id: string;
}

export const sealed = <B extends Signed>(
  root: string,
  body: ElementSpec<B>,
  seal: string,
): ElementSpec<SealedXml<B>> =>
  group(root, {
    body: one(body),
    seal: one(group(seal, { signature: optional(signatureSchema) })),
  });

const bodyHead = (id: string) => ({
  element: self,
  id: attribute('Id', oneOf(`id-${id}`, [[id, id]])),
  profile: one(leaf(n.profile, type.profile)),
  environment: one(leaf(n.environment, type.environment)),
});

export const schoolHead = (id: string) => ({
  ...bodyHead(id),
  messageId: one(leaf(m.packageId, t.messageId)),
  school: one(leaf(n.schoolCode, type.schoolCode)),
  taxCode: one(leaf(n.taxCode, type.taxCode)),
  createdAt: one(leaf(m.createdAt, t.instant)),
});

const recordHead = {
  code: one(leaf(n.code, type.code)),
  version: one(leaf(n.version, type.version)),
  sha256: one(leaf(m.digest, t.digest)),
};

export const packageSchema = sealed(
  m.package,
  group(m.packageBody, {
    ...schoolHead('package'),
    kind: one(leaf(m.packageKind, t.submit)),
    year: one(leaf(n.year, type.year)),
    className: one(leaf(n.className, type.className)),
    count: one(leaf(m.count, t.recordCount)),
    records: one(
      group(m.records, {
        records: many(
          group(m.sentRecord, { ...recordHead, bytes: one(leaf(m.bytes, t.bytes)) }),
          1,
          maxRecords,
        ),
      }),
    ),
  }),
  m.packageSeal,
);

const errorSchema = group(m.error, {
  code: one(leaf(m.errorCode, t.errorCode)),
  text: one(leaf(m.errorText, t.errorText)),
});

export const replySchema = sealed(
  m.reply,
  group(m.replyBody, {
    ...bodyHead('reply'),
    message: one(leaf(m.messageNumber, t.messageNumber)),
    messageId: one(leaf(m.packageId, t.messageId)),
    departmentCode: one(leaf(n.departmentCode, type.twoDigits)),
    taxCode: one(leaf(n.taxCode, type.taxCode)),
    school: one(leaf(n.schoolCode, type.schoolCode)),
    year: one(leaf(n.year, type.year)),
    receivedAt: one(leaf(m.receivedAt, t.instant)),
    answeredAt: one(leaf(m.answeredAt, t.instant)),
    count: one(leaf(m.count, t.recordCount)),
    results: one(
      group(m.results, {
        items: many(
          group(m.result, {
            ...recordHead,
            status: one(leaf(m.status, t.status)),
            registeredAt: optional(leaf(m.receivedAt, t.instant)),
            leafIndex: optional(leaf(m.leafIndex, t.leafIndex)),
            errors: one(group(m.errors, { errors: many(errorSchema, 0, 100) })),
          }),
          1,
          maxRecords,
        ),
      }),
    ),
  }),
  m.replySeal,
);

export const recallSchema = sealed(
  m.recall,
  group(m.recallBody, {
    ...schoolHead('recall'),
    code: one(leaf(n.code, type.code)),
    version: one(leaf(n.version, type.version)),
    reason: one(leaf(m.reason, t.recallReason)),
    note: optional(leaf(m.note, t.note)),
  }),
  m.recallSeal,
);

export const enrolmentSchema = sealed(
  m.enrolment,
  group(m.enrolmentBody, {
    ...schoolHead('enrolment'),
    year: one(leaf(n.year, type.year)),
    classes: one(
      group(m.classes, {
        classes: many(
          group(m.class, {
            className: one(leaf(n.className, type.className)),
            enrolled: one(leaf(m.enrolled, t.enrolled)),
            excused: one(
              group(m.excusedList, {
                learners: many(
                  group(m.excused, {
                    learner: one(leaf(m.learnerKey, t.learnerKey)),
                    why: one(leaf(m.reason, t.excuse)),
                  }),
                  0,
                  999,
                ),
              }),
            ),
          }),
          1,
          200,
        ),
      }),
    ),
  }),
  m.enrolmentSeal,
);
