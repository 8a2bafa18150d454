import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestSchool, type TestSchool } from '../../../../test/support/school.ts';
import { reducedYear, samplePlace } from '../../../../test/support/school-year.ts';
import { Outage } from '../../../app/outage.ts';
import { closeClass, reopenClass } from '../../../app/school/close-class.ts';
import { currentRecords } from '../../../app/school/current-records.ts';
import { importSchool } from '../../../app/school/import-school.ts';
import type { SigningService } from '../../../app/signing/ports.ts';
import { type ReviewRow, reviewSigning } from '../../../app/signing/review-signing.ts';
import { signSession } from '../../../app/signing/sign-session.ts';
import type { PersonalId } from '../../../domain/person/identity.ts';
import type { LearnerYear, Yearbook } from '../../../domain/school/yearbook.ts';
import type { CivilDate } from '../../../domain/time/civil-date.ts';
import { execute, query } from '../database.ts';

const yearbook = reducedYear(['6A'], 12);
const key = { school: yearbook.school.code, year: yearbook.year };
const inClass = { ...key, className: '6A' };
const day = { environment: 'trial' as const, on: '2026-06-01' as CivilDate, place: samplePlace };
let school: TestSchool;
let maths: PersonalId;

before(async () => {
  school = await openTestSchool(yearbook);
  await importSchool({ yearbook, by: school.staff('GV29') }, school, school.attention);
  await close();
  const teacher = yearbook.assignments.find(
    ({ className, subject }) => className === '6A' && subject === 'TOAN',
  );
  maths = school.staff(teacher?.teacher ?? '');
});
after(() => school.close());

const close = async () => {
  const closed = await closeClass(inClass, { by: school.staff('GV01'), day }, school);
  assert(closed.ok, JSON.stringify(closed));
  return closed.value;
};
const request = (signer: PersonalId) => ({ key, classes: ['6A'], signer });
const review = (signer: PersonalId) => reviewSigning(request(signer), school);
const sign = (signer: PersonalId, over: Partial<SigningService> = {}, reviewed = '') => {
  const service = { ...school.service, ...over };
  const context = { ...school, service, groupSize: 4 };
  return signSession({ ...request(signer), reviewed }, context, school.attention);
};
const rowsOf = async (signer: PersonalId): Promise<readonly ReviewRow[]> => {
  const reviewed = await review(signer);
  assert(reviewed.ok);
  return reviewed.value.rows;
};

async function signaturesOf(signer: PersonalId): Promise<number> {
  const rows = await query<{ count: number }>(
    school.pool,
    `select count(*) as count from record_event where type = 'SubjectSigned' and body->>'by' = $1`,
    [signer],
  );
  return rows[0]?.count ?? 0;
}

/** The service answers some items, then its line breaks. */
const breaking = (after: number): SigningService['sign'] =>
  async function* broken(batch, signal) {
    let answered = 0;
    for await (const answer of school.service.sign(batch, signal)) {
      if (answered === after) throw new Outage('agent-gone');
      answered += 1;
      yield answer;
    }
    return undefined;
  };

test('nothing is signed that was not reviewed', async () => {
  const signed = await sign(maths);
  assert.equal(signed.ok ? '' : signed.refusal.code, 'not-reviewed');
  const nobody = await review(school.staff('GV01'));
  assert.equal(nobody.ok ? '' : nobody.refusal.code, 'nothing-to-sign');
});

test('a review shows exactly what is covered; the same set again is the same session', async () => {
  const first = await review(maths);
  assert(first.ok);
  const { session, rows } = first.value;
  assert.equal(rows.length, 12);
  for (const row of rows) {
    assert.equal(row.changes, null);
    assert.deepEqual([...new Set(row.cells.map(({ subject }) => subject))], ['TOAN']);
    const year = row.cells.find(({ field }) => field === 'results.year');
    const { content } = row;
    assert(content.kind === 'secondary');
    const inContent = content.subjects.find(({ subject }) => subject === 'TOAN');
    assert.equal(year?.value, inContent?.results.year);
  }
  const again = await review(maths);
  assert.equal(again.ok && again.value.session.id, session.id);
  const other = await sign(maths, {}, 'f'.repeat(12));
  assert.equal(other.ok ? '' : other.refusal.code, 'review-of-another-set');
});

test('a line that breaks costs only what had no answer; the next run goes on, and signs nothing twice', async () => {
  await assert.rejects(sign(maths, { sign: breaking(7) }), /agent-gone/);
  assert.equal(await signaturesOf(maths), 7);
  const stopped = await sign(maths, {
    async *sign(batch, signal) {
      const answers = school.service.sign(batch, signal);
      for (let made = 0; made < 2; made += 1) {
        const next = await answers.next();
        if (next.done !== true) yield next.value;
      }
      return { code: 'token-removed', facts: { place: 'Token 1' } };
    },
  });
  assert(stopped.ok);
  assert.deepEqual(
    [stopped.value.before, stopped.value.signed, stopped.value.left],
    [7, 2, 3],
    'what was answered before the token was pulled is kept',
  );
  assert.equal(stopped.value.stopped?.code, 'token-removed');
  const rest = await sign(maths);
  assert(rest.ok);
  assert.deepEqual([rest.value.before, rest.value.signed, rest.value.left], [9, 3, 0]);
  const none = await sign(maths);
  assert(none.ok);
  assert.deepEqual([none.value.before, none.value.signed], [12, 0]);
  assert.equal(await signaturesOf(maths), 12);
  const events = await school.sessions.events(rest.value.session.id);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['SigningStarted', 'SigningStarted', 'SigningEnded', 'SigningStarted', 'SigningEnded'],
  );
});

test('one record’s failure leaves the others alone', async () => {
  const [music = maths] = otherTeachers();
  assert((await review(music)).ok);
  const one = await sign(music, {
    async *sign(batch, signal) {
      for await (const answer of school.service.sign(batch, signal)) {
        if (answer.id === '3' && 'value' in answer) {
          yield { id: answer.id, value: new Uint8Array(answer.value.length) };
        } else if (answer.id === '5') {
          yield { id: answer.id, refusal: { code: 'item-refused', facts: {} } };
        } else yield answer;
      }
      return undefined;
    },
  });
  assert(one.ok);
  assert.deepEqual([one.value.signed, one.value.left], [10, 2]);
  assert.deepEqual(
    one.value.failures.map(({ refusal }) => refusal.code),
    ['signature-does-not-verify', 'service-refused'],
  );
  const again = await sign(music);
  assert.deepEqual(again.ok && [again.value.signed, again.value.left], [2, 0]);
});

/** Teachers of the class who are neither the one of maths nor the homeroom teacher. */
function otherTeachers(): readonly PersonalId[] {
  const own = yearbook.assignments.filter(({ className }) => className === '6A');
  const homeroom = school.staff(yearbook.classes[0]?.homeroom ?? '');
  const numbers = new Set(own.map(({ teacher }) => school.staff(teacher)));
  return [...numbers].filter((one) => one !== maths && one !== homeroom);
}

test('a program that dies in the middle loses the group under way; two at once sign nothing twice', async () => {
  const [, teacher = maths] = otherTeachers();
  assert((await review(teacher)).ok);
  const held = Promise.withResolvers<void>();
  const sixth = Promise.withResolvers<void>();
  const dying = sign(teacher, {
    async *sign(batch, signal) {
      for await (const answer of school.service.sign(batch, signal)) {
        if (Number(answer.id) === 7) {
          sixth.resolve();
          await held.promise;
        }
        yield answer;
      }
      return undefined;
    },
  });
  await sixth.promise;
  assert.equal(await signaturesOf(teacher), 4, 'groups of four: two signatures are not kept yet');
  const next = await sign(teacher);
  assert.deepEqual(next.ok && [next.value.before, next.value.signed, next.value.left], [4, 8, 0]);
  held.resolve();
  const late = await dying;
  assert(late.ok);
  assert.deepEqual([late.value.signed, late.value.failures.length], [4, 8]);
  assert(late.value.failures.every(({ refusal }) => refusal.code === 'slot-already-signed'));
  assert.equal(await signaturesOf(teacher), 12);
});

test('a slow service: what waits for five seconds is kept without the rest of its group', async () => {
  const [, , teacher = maths] = otherTeachers();
  assert((await review(teacher)).ok);
  const kept: number[] = [];
  const service = {
    ...school.service,
    sign: async function* slow(...[batch, signal]: Parameters<SigningService['sign']>) {
      for await (const answer of school.service.sign(batch, signal)) {
        kept.push(await signaturesOf(teacher));
        school.clock.advance(3);
        yield answer;
      }
      return undefined;
    },
  };
  const asked = { ...request(teacher), reviewed: null };
  const signed = await signSession(asked, { ...school, service }, school.attention);
  assert.deepEqual(signed.ok && [signed.value.signed, signed.value.left], [12, 0]);
  assert.deepEqual(kept.slice(0, 6), [0, 0, 2, 2, 4, 4]);
});

test('after a change the review names learner, subject and field; what was reviewed before is not signed', async () => {
  school.clock.advance(3600);
  const [record] = currentRecords(await school.store.records(inClass));
  assert(record !== undefined && record.state.state === 'signing');
  const { learner } = record.state;
  const reopening = { by: school.staff('GV01'), codes: [record.code], reason: 'sửa nhận xét' };
  assert((await reopenClass(inClass, reopening, school)).ok);
  await school.store.saveYear(withComment(learner, 'Nhận xét thứ hai.'), school.clock.now());
  const { withdrawn } = await close();
  assert.deepEqual(
    withdrawn.map(({ signer, learner: { number } }) => [signer, number]),
    [[maths, learner]],
  );
  const [row, ...others] = await rowsOf(maths);
  assert.deepEqual(others, []);
  assert.equal(row?.item.learner, learner);
  assert.deepEqual(
    row?.changes?.map(({ subject, field, after: now }) => [subject, field, now]),
    [['TOAN', 'comment', 'Nhận xét thứ hai.']],
  );
  assert.deepEqual(
    row?.warnings.map(({ code }) => code),
    ['signature-was-withdrawn'],
  );
  // Changed once more between the review and the signing: nothing is signed.
  school.clock.advance(60);
  assert((await reopenClass(inClass, reopening, school)).ok);
  await school.store.saveYear(withComment(learner, 'Nhận xét thứ ba.'), school.clock.now());
  await close();
  const outdated = await sign(maths);
  assert.equal(outdated.ok ? '' : outdated.refusal.code, 'review-outdated');
  const [next] = await rowsOf(maths);
  assert.deepEqual(next?.changes, [
    {
      subject: 'TOAN',
      field: 'comment',
      before: 'Nhận xét thứ hai.',
      after: 'Nhận xét thứ ba.',
    },
  ]);
  const signed = await sign(maths);
  assert.deepEqual(signed.ok && [signed.value.signed, signed.value.left], [1, 0]);
});

function withComment(number: string, comment: string): Yearbook {
  const learners = yearbook.learners.map((learner): LearnerYear => {
    const { results } = learner;
    if (learner.number !== number || results.kind !== 'secondary') return learner;
    const subjects = results.subjects.map((subject) =>
      subject.code === 'TOAN' && subject.kind === 'score' && subject.term2 !== null
        ? { ...subject, term2: { ...subject.term2, comment } }
        : subject,
    );
    return { ...learner, results: { ...results, subjects } };
  });
  return { ...yearbook, learners };
}

test('a homeroom teacher who teaches signs both slots under one PIN, in order', async () => {
  const homeroom = school.staff(yearbook.classes[0]?.homeroom ?? '');
  const [group] = yearbook.classes;
  const teachers = new Set(
    yearbook.assignments
      .filter(({ className }) => className === group?.name)
      .map(({ teacher }) => school.staff(teacher)),
  );
  assert(teachers.has(homeroom), 'the sample: this homeroom teacher teaches the class');
  for (const teacher of teachers) {
    if (teacher === homeroom || !(await review(teacher)).ok) continue;
    assert((await sign(teacher)).ok);
  }
  const rows = await rowsOf(homeroom);
  assert.equal(rows.length, 24);
  // Answers in the opposite order: a slot is still never kept before the one that it waits for.
  const signed = await sign(homeroom, {
    async *sign(batch, signal) {
      yield* school.service.sign({ ...batch, items: batch.items.toReversed() }, signal);
      return undefined;
    },
  });
  assert.deepEqual(signed.ok && [signed.value.signed, signed.value.failures], [24, []]);
});

test('sessions are never changed or removed', async () => {
  for (const table of ['signing_session', 'signing_item', 'signing_event']) {
    await assert.rejects(execute(school.pool, `delete from ${table}`), /never changed/);
  }
});
