import { ok, type Result, refuse } from '../../domain/result.ts';
import type { XmlElement } from '../xml/element.ts';
import type { XmlFault } from '../xml/fault.ts';
import type { ElementSpec } from '../xml/schema.ts';
import type { Enrolment, Package, Recall, Reply, SchoolMessage } from './message.ts';
import type { SealedXml } from './message-schema.ts';
import { enrolmentSchema, packageSchema, recallSchema, replySchema } from './message-schema.ts';
import {
  type OpenedMessage,
  openMessage,
  type PreparedMessage,
  prepareMessage,
  type SealRequest,
} from './sealed-message.ts';

export type BodyOf<S> = S extends ElementSpec<SealedXml<infer B>> ? B : never;

/** A message as read, with its body as a value. */
export interface Opened<T>
  extends OpenedMessage<{ readonly element: XmlElement | null; readonly id: string }> {
  readonly message: T;
}

export type Read<T> = Result<Opened<T>, readonly XmlFault[]>;

export const headOf = (body: {
  readonly environment: SchoolMessage['environment'];
  readonly messageId: SchoolMessage['id'];
  readonly school: SchoolMessage['school'];
  readonly taxCode: string;
  readonly createdAt: SchoolMessage['createdAt'];
}): SchoolMessage => ({
  environment: body.environment,
  id: body.messageId,
  school: body.school,
  taxCode: body.taxCode,
  createdAt: body.createdAt,
});

export const headXml = <Id extends string>(id: Id, message: SchoolMessage) => ({
  element: null,
  id,
  profile: 'hocba-1' as const,
  environment: message.environment,
  messageId: message.id,
  school: message.school,
  taxCode: message.taxCode,
  createdAt: message.createdAt,
});

/** Gói tin. That `count` agrees with the records is for the register to check. */
export function readPackage(bytes: Uint8Array): Read<Package> {
  const opened = openMessage(packageSchema, bytes);
  if (!opened.ok) return opened;
  const { body } = opened.value;
  const { year, className, count, records } = body;
  return ok({
    ...opened.value,
    message: { ...headOf(body), year, className, count, records: records.records },
  });
}

export function preparePackage(message: Package, seal: SealRequest): PreparedMessage {
  const { year, className, count, records } = message;
  const body: BodyOf<typeof packageSchema> = {
    ...headXml('package', message),
    kind: 'submit',
    year,
    className,
    count,
    records: { records },
  };
  return prepareMessage(packageSchema, body, seal);
}

/** Bản tin trả lời; refused also when its count is not that of its items. */
export function readReply(bytes: Uint8Array): Read<Reply> {
  const opened = openMessage(replySchema, bytes);
  if (!opened.ok) return opened;
  const { body } = opened.value;
  const items = body.results.items.map((item) => ({ ...item, errors: item.errors.errors }));
  if (body.count !== items.length) {
    const found = String(body.count);
    return refuse([{ code: 'invalid-value', found, expected: String(items.length) }]);
  }
  const { environment, message, messageId, departmentCode, taxCode, school, year } = body;
  const { receivedAt, answeredAt } = body;
  const head = { environment, message, id: messageId, departmentCode, taxCode, school, year };
  return ok({ ...opened.value, message: { ...head, receivedAt, answeredAt, items } });
}

export function prepareReply(reply: Reply, seal: SealRequest): PreparedMessage {
  const { id, items, ...head } = reply;
  const body: BodyOf<typeof replySchema> = {
    element: null,
    id: 'reply',
    profile: 'hocba-1',
    ...head,
    messageId: id,
    count: items.length,
    results: { items: items.map((item) => ({ ...item, errors: { errors: item.errors } })) },
  };
  return prepareMessage(replySchema, body, seal);
}

/** Yêu cầu thu hồi. */
export function readRecall(bytes: Uint8Array): Read<Recall> {
  const opened = openMessage(recallSchema, bytes);
  if (!opened.ok) return opened;
  const { body } = opened.value;
  const { code, version, reason, note } = body;
  return ok({ ...opened.value, message: { ...headOf(body), code, version, reason, note } });
}

export function prepareRecall(message: Recall, seal: SealRequest): PreparedMessage {
  const { code, version, reason, note } = message;
  const body = { ...headXml('recall', message), code, version, reason, note };
  return prepareMessage(recallSchema, body, seal);
}

/** Báo cáo sĩ số. */
export function readEnrolment(bytes: Uint8Array): Read<Enrolment> {
  const opened = openMessage(enrolmentSchema, bytes);
  if (!opened.ok) return opened;
  const { body } = opened.value;
  const classes = body.classes.classes.map((one) => ({ ...one, excused: one.excused.learners }));
  return ok({ ...opened.value, message: { ...headOf(body), year: body.year, classes } });
}

export function prepareEnrolment(message: Enrolment, seal: SealRequest): PreparedMessage {
  const classes = message.classes.map((one) => ({ ...one, excused: { learners: one.excused } }));
  const body: BodyOf<typeof enrolmentSchema> = {
    ...headXml('enrolment', message),
    year: message.year,
    classes: { classes },
  };
  return prepareMessage(enrolmentSchema, body, seal);
}
