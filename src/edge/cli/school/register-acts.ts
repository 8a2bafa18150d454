import { fetchReply } from '../../../app/school/fetch-reply.ts';
import { packageClass } from '../../../app/school/package-class.ts';
import { recallRecord } from '../../../app/school/recall-record.ts';
import { openReplacement } from '../../../app/school/replace-record.ts';
import { stateEnrolment } from '../../../app/school/state-enrolment.ts';
import { submitClass } from '../../../app/school/submit-class.ts';
import { parseRecordCode, type RecordCode } from '../../../domain/record/content.ts';
import { type RecallReason, recallReasons } from '../../../domain/registry/event.ts';
import { recallRefusalText } from '../../text/recall.ts';
import { schoolActText } from '../../text/school-acts.ts';
import { schoolCommandText as t } from '../../text/school-command.ts';
import { exit } from '../command.ts';
import type { OpenSchool } from './open-school.ts';
import {
  numberOf,
  refusedAnswer,
  type SchoolAct,
  type SchoolActContext,
  type SchoolAnswer,
} from './school-command.ts';

type Register = NonNullable<OpenSchool['register']>;

/** How often the register is asked for its reply. */
const askEveryMs = 500;

interface Sent {
  readonly className: string;
  readonly packed: number;
  readonly messages: readonly number[];
  readonly registered: number;
  readonly refused: number;
  readonly waiting: number;
}

/** `hocba submit`: packages, sends and takes replies; every step goes on where an earlier run stopped. */
export const submitAct: SchoolAct = {
  name: 'submit',
  options: [],
  flags: ['wait', 'enrolment'],
  async run(context) {
    const { school, classes, flags, signal } = context;
    const { register, environment, sender } = school;
    if (register === null) return refusedAnswer({ code: 'no-register' }, t.noRegister);
    const sealing = school.seal(signal);
    const world = { ...school, keys: sealing.keys, register: register.line };
    const done: Sent[] = [];
    for (const className of classes) {
      const sent = await submitOne(className, context, register, world);
      if ('text' in sent) return sent;
      done.push(sent);
    }
    const lines = done.map(({ className, packed, registered, refused }) =>
      t.submit.sent(className, packed, registered, refused),
    );
    let enrolment: number | null = null;
    if (flags.has('enrolment')) {
      const stated = await stateEnrolment(school.key, { sender, environment }, world);
      if (!stated.ok) return refusedAnswer(stated.refusal, schoolActText(stated.refusal));
      enrolment = stated.value;
      lines.push(t.submit.enrolment(enrolment));
    }
    const waiting = done.reduce((sum, one) => sum + one.waiting, 0);
    if (waiting > 0) lines.push(t.submit.waiting(waiting));
    return {
      code: done.some(({ refused }) => refused > 0) ? exit.refused : exit.done,
      document: { classes: done, enrolment },
      text: lines.join('\n'),
    };
  },
};

async function submitOne(
  className: string,
  { school, flags, signal }: SchoolActContext,
  register: Register,
  world: Parameters<typeof packageClass>[2] & Parameters<typeof submitClass>[1],
): Promise<Sent | SchoolAnswer> {
  const key = { ...school.key, className };
  const { sender, environment } = school;
  const packed = await packageClass(key, { sender, environment }, world);
  if (!packed.ok) return refusedAnswer(packed.refusal, schoolActText(packed.refusal));
  const messages = await submitClass(key, world);
  if (!messages.ok) return refusedAnswer(messages.refusal, schoolActText(messages.refusal));
  const counts = { registered: 0, refused: 0 };
  for (;;) {
    const reply = await fetchReply(key, { ...world, registerSeal: register.seal });
    if (!reply.ok) return refusedAnswer(reply.refusal, schoolActText(reply.refusal));
    counts.registered += reply.value.registered;
    counts.refused += reply.value.refused;
    const { waiting } = reply.value;
    if (waiting === 0 || !flags.has('wait')) {
      return { className, packed: packed.value, messages: messages.value, ...counts, waiting };
    }
    await school.pause(askEveryMs, signal);
  }
}

/** The class that holds a record. */
async function classOf(
  code: RecordCode,
  { school, classes }: SchoolActContext,
): Promise<string | undefined> {
  for (const className of classes) {
    const records = await school.store.records({ ...school.key, className });
    if (records.some((record) => record.code === code)) return className;
  }
  return undefined;
}

/** The record that was named, with its class. */
async function recordIn(
  context: SchoolActContext,
): Promise<{ readonly code: RecordCode; readonly className: string } | SchoolAnswer> {
  const words = context.values['record'] ?? '';
  const code = parseRecordCode(words.replaceAll(' ', ''));
  const className = code === undefined ? undefined : await classOf(code, context);
  if (code === undefined || className === undefined) {
    return refusedAnswer({ code: 'record-unknown' }, t.recordUnknown(words));
  }
  return { code, className };
}

const isReason = (text: string): text is RecallReason =>
  recallReasons.some((reason) => reason === text);

/** `hocba recall`: the register is told first, and the record's code keeps answering. */
export const recallAct: SchoolAct = {
  name: 'recall',
  options: ['record!', 'reason!', 'note'],
  async run(context) {
    const { school, year, values, signal } = context;
    const reason = values['reason'] ?? '';
    if (!isReason(reason)) {
      const words = t.reasonUnknown(recallReasons);
      return refusedAnswer({ code: 'reason-unknown' }, words, exit.usage);
    }
    const { register } = school;
    if (register === null) return refusedAnswer({ code: 'no-register' }, t.noRegister);
    const by = numberOf(school.clerk, year);
    if (by === undefined) return refusedAnswer({ code: 'actor-unknown' }, t.actorUnknown);
    const found = await recordIn(context);
    if ('text' in found) return found;
    const { code, className } = found;
    const { sender, environment } = school;
    const note = values['note'] ?? null;
    // The lock is the register's to know: it refuses what came too late.
    const request = { code, reason, note, by, sender, environment, period: { lockedAt: null } };
    const world = { ...school, keys: school.seal(signal).keys, register: register.line };
    const recalled = await recallRecord({ ...school.key, className }, request, world);
    if (!recalled.ok) return refusedAnswer(recalled.refusal, recallRefusalText(recalled.refusal));
    return {
      code: exit.done,
      document: { code, recalledAt: recalled.value },
      text: t.recalled(code),
    };
  },
};

/** `hocba replace`: opens the next version of a registered record. */
export const replaceAct: SchoolAct = {
  name: 'replace',
  options: ['record!'],
  async run(context) {
    const { school, year } = context;
    const by = numberOf(school.clerk, year);
    if (by === undefined) return refusedAnswer({ code: 'actor-unknown' }, t.actorUnknown);
    const found = await recordIn(context);
    if ('text' in found) return found;
    const { code, className } = found;
    const request = { code, by, period: { lockedAt: null } };
    const opened = await openReplacement({ ...school.key, className }, request, school);
    if (!opened.ok) return refusedAnswer(opened.refusal, recallRefusalText(opened.refusal));
    return {
      code: exit.done,
      document: { code, version: opened.value },
      text: t.replaced(code, opened.value),
    };
  },
};
