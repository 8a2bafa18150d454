import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LearnerNumber, PersonalId } from '../person/identity.ts';
import type { Result } from '../result.ts';
import type { SchoolCode, StaffId, SubjectCode } from '../school/yearbook.ts';
import type { Instant } from '../time/instant.ts';
import type { SchoolYear } from '../time/school-year.ts';
import type { RecordCode } from './content.ts';
import { changeContent, closeClass, openRecord, reopenClass } from './draft.ts';
import type { ClassClosed, RecordEvent, Sha256Hex, SlotPlan } from './events.ts';
import { fold, type YearRecord } from './record.ts';
import type { RecordRefusal } from './refusal.ts';
import { recallRecord, replaceRecord, submitRecord, takeReply } from './register.ts';
import { issueRecord, sealRecord, signSlot } from './sign.ts';
import { type Slot, teacherSlot } from './slot.ts';

const an = '099082228032' as PersonalId;
const binh = '099084244069' as PersonalId;
const chi = '099179226135' as PersonalId;
const clerk = '099172252467' as PersonalId;
const taxCode = '9911065701';
const at = (minute: number): Instant =>
  `2026-06-01T08:${String(minute).padStart(2, '0')}:00Z` as Instant;
const digest = (letter: string): Sha256Hex => letter.repeat(64) as Sha256Hex;
const maths = teacherSlot(an);
const music = teacherSlot(binh);

const person = (personalId: PersonalId) => ({ kind: 'person' as const, personalId, name: 'x' });
const plan = (over: Readonly<Record<string, string>> = {}): readonly SlotPlan[] => [
  { slot: maths, signer: person(an), parts: [{ id: 'mon-TOAN', digest: over['maths'] ?? 'm1' }] },
  { slot: music, signer: person(binh), parts: [{ id: 'mon-NT', digest: over['music'] ?? 'n1' }] },
  {
    slot: 'homeroom',
    signer: person(an),
    parts: [{ id: 'thongtinhocba', digest: over['homeroom'] ?? 'h1' }],
  },
  { slot: 'head', signer: person(chi), parts: [{ id: 'data', digest: over['head'] ?? 'd1' }] },
  { slot: 'seal', signer: { kind: 'school', taxCode, name: 'x' }, parts: [] },
];

const open = {
  code: '0'.repeat(32) as RecordCode,
  version: 1,
  school: '9911065701' as SchoolCode,
  year: '2025-2026' as SchoolYear,
  learner: '9922000003' as LearnerNumber,
  className: '6A',
  by: clerk,
  at: at(0),
};
const opened: RecordEvent = { type: 'RecordOpened', ...open };
const closing = (minute: number, over?: Readonly<Record<string, string>>): ClassClosed => ({
  type: 'ClassClosed',
  content: digest('c'),
  plan: plan(over),
  by: chi,
  at: at(minute),
});
const closed = closing(1);
const sign = (slot: Slot, by: PersonalId, minute: number): RecordEvent => {
  const common = { by, signature: digest('a'), at: at(minute) };
  if (slot === 'homeroom') return { type: 'HomeroomSigned', slot, ...common };
  if (slot === 'head') return { type: 'PrincipalSigned', slot, ...common };
  if (slot === 'seal') return { type: 'SchoolSealed', taxCode, ...common, by: clerk };
  return { type: 'SubjectSigned', slot, ...common };
};
const taught = [opened, closed, sign(maths, an, 2), sign(music, binh, 3)];
const signed = [...taught, sign('homeroom', an, 4), sign('head', chi, 5)];
const sealed = [...signed, sign('seal', clerk, 6)];
const issued: RecordEvent[] = [
  ...sealed,
  { type: 'RecordIssued', file: digest('f'), by: clerk, at: at(7) },
];
const submitted: RecordEvent[] = [
  ...issued,
  { type: 'PackageSubmitted', packageId: 'p', message: 7, at: at(8) },
];
const registration: RecordEvent & { type: 'RecordRegistered' } = {
  type: 'RecordRegistered',
  message: 7,
  receivedAt: at(9),
  at: at(10),
};
const registered: RecordEvent[] = [...submitted, registration];
const refusal: RecordEvent & { type: 'RecordRefused' } = {
  type: 'RecordRefused',
  message: 7,
  codes: ['signer-not-expected'],
  at: at(10),
};
const refused: RecordEvent[] = [...submitted, refusal];
const recalled: RecordEvent[] = [
  ...registered,
  { type: 'RecordRecalled', reason: 'sai', by: clerk, at: at(11) },
];
const reopened: RecordEvent = { type: 'ClassReopened', reason: 'sửa điểm', by: chi, at: at(10) };
const mend = {
  act: 'enter-mark' as const,
  learner: open.learner,
  subject: 'TOAN' as SubjectCode,
  term: 2 as const,
  place: 'final' as const,
  mark: { level: 'D' as const },
  by: 'GV04' as StaffId,
  why: 'bổ sung',
};
const never = { lockedAt: null };

type Act = (record: YearRecord) => Result<RecordEvent | readonly RecordEvent[], RecordRefusal>;
type Then = RecordRefusal['code'] | readonly string[];

/** Given these events, when this act, then events of these types, or this refusal. */
function check(name: string, given: readonly RecordEvent[], act: Act, then: Then): void {
  test(name, () => {
    const answer = act(fold(given));
    if (!answer.ok) {
      assert.deepEqual(answer.refusal.code, then);
      return;
    }
    const events = [answer.value].flat() as RecordEvent[];
    assert.deepEqual(
      events.map((event) => ('slot' in event ? `${event.type} ${event.slot}` : event.type)),
      then,
    );
    // Whatever a rule allows, the fold must take.
    fold([...given, ...events]);
  });
}

const doOpen: Act = (record) => openRecord(record, open);
const doChange: Act = (record) => changeContent(record, { mend, by: an, at: at(20) });
const doClose =
  (over?: Readonly<Record<string, string>>): Act =>
  (record) =>
    closeClass(record, closing(20, over));
const doReopen =
  (reason: string): Act =>
  (record) =>
    reopenClass(record, { reason, by: chi, at: at(20) });
const doSign =
  (slot: Exclude<Slot, 'seal'>, by: PersonalId, minute = 20): Act =>
  (record) =>
    signSlot(record, { slot, by, signature: digest('b'), at: at(minute) });
const doSeal =
  (tax = taxCode, minute = 20): Act =>
  (record) =>
    sealRecord(record, { taxCode: tax, by: clerk, signature: digest('b'), at: at(minute) });
const doIssue: Act = (record) => issueRecord(record, { file: digest('f'), by: clerk, at: at(20) });
const doSubmit: Act = (record) => submitRecord(record, { packageId: 'p', message: 7, at: at(20) });
const doReply: Act = (record) => takeReply(record, registration);
const doRecall =
  (reason = 'sai tên', period: { lockedAt: Instant | null } = never): Act =>
  (record) =>
    recallRecord(record, { reason, by: clerk, at: at(20) }, period);
const doReplace =
  (byVersion = 2, period: { lockedAt: Instant | null } = never): Act =>
  (record) =>
    replaceRecord(record, { byVersion, at: at(20) }, period);

check('a record opens once', [], doOpen, ['RecordOpened']);
check('an open record does not open again', [opened], doOpen, 'record-already-open');
check('a draft takes a mark', [opened], doChange, ['ContentChanged']);
check('a closed class takes no mark', [opened, closed], doChange, 'class-already-closed');
check('nothing changes after the seal', sealed, doChange, 'content-sealed');
check('nothing changes once registered', registered, doChange, 'content-sealed');
check('a draft closes', [opened], doClose(), ['ClassClosed']);
check('what was never opened cannot close', [], doClose(), 'record-not-open');
check('a closed class does not close again', [opened, closed], doClose(), 'class-already-closed');
check('a sealed record does not close again', sealed, doClose(), 'content-sealed');

check('a class reopens with a reason', taught, doReopen('sai điểm'), ['ClassReopened']);
check('a blank reason is none', taught, doReopen('  '), 'reason-missing');
check('a draft needs no reopening', [opened], doReopen('x'), 'class-not-closed');
check('a sealed record does not reopen', sealed, doReopen('x'), 'content-sealed');
check('an issued record does not reopen', issued, doReopen('x'), 'content-sealed');

check('the same content keeps every signature', [...signed, reopened], doClose(), ['ClassClosed']);
check(
  'a changed row withdraws its teacher, the homeroom teacher and the head',
  [...signed, reopened],
  doClose({ maths: 'm2', homeroom: 'h2', head: 'd2' }),
  [
    `SignatureWithdrawn ${maths}`,
    'SignatureWithdrawn homeroom',
    'SignatureWithdrawn head',
    'ClassClosed',
  ],
);
check(
  'a changed homeroom comment leaves the teachers their signatures',
  [...signed, reopened],
  doClose({ homeroom: 'h2', head: 'd2' }),
  ['SignatureWithdrawn homeroom', 'SignatureWithdrawn head', 'ClassClosed'],
);
check(
  'a changed date of issue withdraws the head alone',
  [...signed, reopened],
  doClose({ head: 'd2' }),
  ['SignatureWithdrawn head', 'ClassClosed'],
);

check('nobody signs a draft', [opened], doSign(maths, an), 'class-not-closed');
check('a teacher signs', [opened, closed], doSign(maths, an), [`SubjectSigned ${maths}`]);
check('nobody else may', [opened, closed], doSign(maths, binh), 'signer-not-expected');
check('and only once', taught, doSign(maths, an), 'slot-already-signed');
check(
  'a stranger has no slot',
  [opened, closed],
  doSign(teacherSlot(chi), chi),
  'slot-not-in-record',
);
check(
  'the homeroom teacher waits for all teachers',
  taught.slice(0, 3),
  doSign('homeroom', an),
  'signatures-missing',
);
check('the homeroom teacher signs after them', taught, doSign('homeroom', an), [
  'HomeroomSigned homeroom',
]);
check('the head waits for the homeroom teacher', taught, doSign('head', chi), 'signatures-missing');
check('the head signs', signed.slice(0, 5), doSign('head', chi), ['PrincipalSigned head']);
check(
  'no signature before the closing',
  [opened, closed],
  doSign(maths, an, 0),
  'time-before-earlier-act',
);
check(
  'no head dated before the homeroom teacher',
  signed.slice(0, 5),
  doSign('head', chi, 3),
  'time-before-earlier-act',
);
check('nobody signs after the seal', sealed, doSign(maths, an), 'content-sealed');

check('the seal waits for the head', signed.slice(0, 5), doSeal(), 'signatures-missing');
check('the seal comes last', signed, doSeal(), ['SchoolSealed']);
check('another school cannot seal', signed, doSeal('0100000000'), 'signer-not-expected');
check('no second seal', sealed, doSeal(), 'content-sealed');
check('nothing is issued unsealed', signed, doIssue, 'signatures-missing');
check('nothing is issued from a draft', [opened], doIssue, 'not-sealed');
check('a sealed record is issued', sealed, doIssue, ['RecordIssued']);
check('an issued record is not issued again', issued, doIssue, 'not-sealed');

check('only the issued is submitted', sealed, doSubmit, 'not-issued');
check('the issued is submitted', issued, doSubmit, ['PackageSubmitted']);
check('not twice while it waits', submitted, doSubmit, 'awaiting-reply');
check('again after a refusal', refused, doSubmit, ['PackageSubmitted']);
check('not what is registered', registered, doSubmit, 'already-registered');
check('not what was recalled', recalled, doSubmit, 'no-longer-valid');
check('a reply registers', submitted, doReply, ['RecordRegistered']);
check('a reply comes once', registered, doReply, 'already-registered');
check('no reply to what was not sent', issued, doReply, 'not-submitted');
check(
  'no reply to another message',
  submitted,
  (record) => takeReply(record, { ...refusal, message: 8 }),
  'reply-to-another-message',
);
check('a reply refuses', submitted, (record) => takeReply(record, refusal), ['RecordRefused']);

check('a registered record is recalled', registered, doRecall(), ['RecordRecalled']);
check('never without a reason', registered, doRecall(''), 'reason-missing');
check('never after the lock', registered, doRecall('x', { lockedAt: at(15) }), 'period-locked');
check('not while it waits for the reply', submitted, doRecall(), 'awaiting-reply');
check('not twice', recalled, doRecall(), 'no-longer-valid');
check('not before it is issued', sealed, doRecall(), 'not-issued');
check('the next version replaces', registered, doReplace(), ['RecordReplaced']);
check('only the next', registered, doReplace(3), 'version-not-next');
check('not after the lock', registered, doReplace(2, { lockedAt: at(15) }), 'period-locked');
check('not what was refused', refused, doReplace(), 'not-registered');
check('not what was recalled', recalled, doReplace(), 'no-longer-valid');

test('a history that no rule allows is not a state', () => {
  for (const events of [
    [closed],
    [opened, opened],
    [opened, sign(maths, an, 2)],
    [...sealed, reopened],
  ]) {
    assert.throws(() => fold(events), /cannot follow state/);
  }
});

test('the fold names the state', () => {
  const states = [[], [opened], [opened, closed], taught, sealed, issued, submitted, registered];
  assert.deepEqual(
    states.map((events) => fold(events).state),
    ['absent', 'drafting', 'closed', 'signing', 'sealed', 'issued', 'submitted', 'registered'],
  );
});
