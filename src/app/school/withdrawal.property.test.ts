import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { anyPrimary } from '../../../test/support/primary-content.ts';
import { must } from '../../../test/support/random.ts';
import { anyContent, person, sampleContent } from '../../../test/support/sample-content.ts';
import type { LearnerNumber, PersonalId } from '../../domain/person/identity.ts';
import type { RecordContent, SecondaryContent } from '../../domain/record/content.ts';
import { changedCells, coveredCells } from '../../domain/record/covered-cells.ts';
import { closeClass, openRecord, reopenClass } from '../../domain/record/draft.ts';
import type { RecordEvent, Sha256Hex } from '../../domain/record/events.ts';
import { absent, evolve, fold, type YearRecord } from '../../domain/record/record.ts';
import { signSlot } from '../../domain/record/sign.ts';
import { type Slot, signersOfRecord, teacherOf } from '../../domain/record/slot.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type ClosedContent, closeContent } from './closed-content.ts';

const at = '2026-06-01T08:00:00Z' as Instant;
const by = '099172252467' as PersonalId;
const signature = 'a'.repeat(64) as Sha256Hex;

/** The record of a closed content that every person in its plan has signed. */
function signedRecord(content: RecordContent, closed: ClosedContent): YearRecord {
  const { code, version, year, className, school, learner } = content;
  const identity = { code, version, year, className, school: school.code, by, at };
  const opened = openRecord(absent, { ...identity, learner: learner.number });
  assert(opened.ok);
  const events: RecordEvent[] = [opened.value];
  const { sha256, plan } = closed;
  events.push({ type: 'ClassClosed', content: sha256, plan, by, at });
  let record = fold(events);
  for (const { slot, signer } of plan) {
    if (slot === 'seal' || signer.kind !== 'person') continue;
    const event = signSlot(record, { slot, by: signer.personalId, signature, at });
    assert(event.ok, JSON.stringify(event));
    record = evolve(record, event.value);
  }
  return record;
}

/** Slots whose signatures a second closing withdraws, with whose they were. */
function withdrawnBy(before: RecordContent, after: RecordContent): ReadonlyMap<Slot, PersonalId> {
  const [first, second] = [closeContent(before), closeContent(after)];
  assert(first.ok && second.ok);
  let record = signedRecord(before, first.value);
  const reopened = reopenClass(record, { reason: 'sửa', by, at });
  assert(reopened.ok);
  record = evolve(record, reopened.value);
  const { sha256: content, plan } = second.value;
  const closed = closeClass(record, { content, plan, by, at });
  assert(closed.ok);
  const closedAgain = closed.value.reduce(evolve, record);
  const withdrawn = new Map<Slot, PersonalId>();
  for (const event of closed.value) {
    if (event.type === 'SignatureWithdrawn') withdrawn.set(event.slot, event.signer);
  }
  assert('withdrawn' in closedAgain && 'plan' in closedAgain);
  assert.deepEqual([...closedAgain.withdrawn.keys()], [...withdrawn.keys()]);
  const kept = [...closedAgain.signatures.keys()];
  assert.equal(kept.length + withdrawn.size, plan.length - 1 + lost(closedAgain, record));
  return withdrawn;
}

/** Signatures of slots that the new plan no longer has, less the slots that are new in it. */
function lost(after: YearRecord & { plan: readonly { slot: Slot }[] }, before: YearRecord): number {
  assert('signatures' in before);
  const slots = new Set(after.plan.map(({ slot }) => slot));
  const gone = [...before.signatures.keys()].filter((slot) => !slots.has(slot)).length;
  const added = [...slots].filter((slot) => slot !== 'seal' && !before.signatures.has(slot)).length;
  return gone - added;
}

/** What a slot answers for, as values: told from the content alone, without any digest. */
function coveredBy(slot: Slot, content: RecordContent): unknown {
  const teacher = teacherOf(slot);
  if (teacher !== undefined) {
    return content.kind !== 'secondary'
      ? []
      : content.subjects.filter((row) => row.teachers.some((one) => one.personalId === teacher));
  }
  if (slot !== 'homeroom') return content;
  const { environment, version, extracted, circular, ...inner } = content;
  const { createdOn, issuedOn, inForceFrom, issuedAt, head, ...record } = inner;
  return record;
}

function expectedOf(before: RecordContent, after: RecordContent): ReadonlyMap<Slot, PersonalId> {
  const later = signersOfRecord(after);
  const expected = new Map<Slot, PersonalId>();
  for (const [slot, signer] of signersOfRecord(before)) {
    if (signer.kind !== 'person') continue;
    const now = later.get(slot);
    const isAsked = now?.kind === 'person' && now.personalId === signer.personalId;
    const isSame = isDeepStrictEqual(coveredBy(slot, before), coveredBy(slot, after));
    if (!isAsked || !isSame) expected.set(slot, signer.personalId);
  }
  return expected;
}

/** One record edited: any of its members as in another record, any rows as in others, the order of rows too. */
const edited = <C extends RecordContent>(any: fc.Arbitrary<C>): fc.Arbitrary<readonly [C, C]> =>
  fc
    .tuple(any, any, fc.array(fc.nat(40), { maxLength: 3 }), fc.nat(5))
    .map(([before, other, members, rowEdit]): readonly [C, C] => {
      const names = Object.keys(before).filter(
        (name) =>
          !['kind', 'code', 'version', 'year', 'learner', 'subjects', 'grade'].includes(name),
      );
      const after: Record<string, unknown> = { ...before };
      for (const member of members) {
        const name = must(names[member % names.length]);
        after[name] = Object.entries(other).find(([key]) => key === name)?.[1];
      }
      const rows: readonly object[] = before.subjects;
      if (rowEdit === 1) after['subjects'] = rows.toReversed();
      if (rowEdit === 2)
        after['subjects'] = rows.map((row, at) => (at === 0 ? { ...row, comment: 'Đã sửa' } : row));
      if (rowEdit === 3 && rows.length > 1) after['subjects'] = rows.slice(1);
      // The generators make whole contents; an edit of members keeps the type.
      return [before, after as unknown as C];
    });

for (const [name, any] of [
  ['secondary', edited<RecordContent>(anyContent)],
  ['primary', edited<RecordContent>(anyPrimary)],
] as const) {
  test(`${name}: whatever is edited, exactly the signatures that covered it are withdrawn, by name`, () => {
    let withSome = 0;
    fc.assert(
      fc.property(any, ([before, after]) => {
        fc.pre(closeContent(before).ok && closeContent(after).ok);
        const expected = expectedOf(before, after);
        assert.deepEqual(withdrawnBy(before, after), expected);
        if (expected.size > 0) withSome += 1;
        // What the signer is shown as changed agrees with what is withdrawn from those who are still asked.
        for (const [slot, signer] of signersOfRecord(after)) {
          if (signer.kind !== 'person' || !signersOfRecord(before).has(slot)) continue;
          const changes = changedCells(coveredCells(before, slot), coveredCells(after, slot));
          if (changes.length > 0) assert.ok(expected.has(slot), slot);
          else if (!isReordered(before, after)) assert.ok(!expected.has(slot), slot);
        }
      }),
      { numRuns: 120 },
    );
    assert.ok(withSome > 10, String(withSome));
  });
}

const isReordered = (before: RecordContent, after: RecordContent): boolean =>
  before.subjects.map(({ subject }) => subject).join() !==
  after.subjects.map(({ subject }) => subject).join();

type Edit = (content: SecondaryContent) => SecondaryContent;

const editRow =
  (code: string, edit: (row: SecondaryContent['subjects'][number]) => typeof row): Edit =>
  (content) => ({
    ...content,
    subjects: content.subjects.map((row) => (row.subject === code ? edit(row) : row)),
  });
const teachersOf = (code: string): readonly string[] =>
  must(sampleContent.subjects.find(({ subject }) => subject === code)).teachers.map(
    ({ personalId }) => `teacher:${personalId}`,
  );
const everyTeacher = sampleContent.subjects.flatMap(({ subject }) => teachersOf(subject));

const edits: readonly (readonly [string, Edit, readonly string[]])[] = [
  ['nothing', (content) => content, []],
  [
    'a comment in maths',
    editRow('TOAN', (row) => ({ ...row, comment: 'Khác' })),
    [...teachersOf('TOAN'), 'homeroom', 'head'],
  ],
  [
    'a result in the subject of two teachers',
    editRow('NT', (row) => ({
      ...row,
      results: { kind: 'comment', term1: 'CD', term2: 'D', year: 'D', reassessed: null },
    })),
    [...teachersOf('NT'), 'homeroom', 'head'],
  ],
  [
    'another teacher of maths',
    editRow('TOAN', (row) => ({ ...row, teachers: [person('Vũ Thị Mới', 999)] })),
    [...teachersOf('TOAN'), 'homeroom', 'head'],
  ],
  [
    'one of two teachers leaves',
    editRow('NT', (row) => ({ ...row, teachers: row.teachers.slice(1) })),
    [...teachersOf('NT'), 'homeroom', 'head'],
  ],
  [
    'the homeroom comment',
    (content) => ({ ...content, homeroomComment: 'Khác' }),
    ['homeroom', 'head'],
  ],
  [
    'another homeroom teacher',
    (content) => ({ ...content, homeroom: person('Vũ Thị Mới', 999) }),
    ['homeroom', 'head'],
  ],
  [
    'the learner’s name',
    (content) => ({ ...content, learner: { ...content.learner, name: 'Lê Văn Khác' } }),
    ['homeroom', 'head'],
  ],
  [
    'the learner’s number, which every row repeats',
    (content) => ({
      ...content,
      learner: { ...content.learner, number: '9922009999' as LearnerNumber },
    }),
    [...everyTeacher, 'homeroom', 'head'],
  ],
  ['the place of issue', (content) => ({ ...content, issuedAt: 'Huế' }), ['head']],
  [
    'another head',
    (content) => ({
      ...content,
      head: { ...person('Vũ Thị Mới', 999), title: 'Hiệu trưởng', onBehalf: null },
    }),
    ['head'],
  ],
];

for (const [name, edit, slots] of edits) {
  test(`after a change of ${name}: ${slots.length} signatures withdrawn`, () => {
    const after = edit(sampleContent);
    const withdrawn = withdrawnBy(sampleContent, after);
    assert.deepEqual([...withdrawn.keys()].toSorted(), slots.toSorted());
  });
}
