import assert from 'node:assert/strict';
import { test } from 'node:test';
import { submitAndWait, told } from '../../test/support/answered.ts';
import { sampleExtracted } from '../../test/support/extracted-content.ts';
import { Crew, learnerContent, packageOf, sent, signRecord } from '../../test/support/records.ts';
import { department, startRegister } from '../../test/support/register.ts';
import { sampleContent } from '../../test/support/sample-content.ts';
import { createRegisterClient } from '../adapter/http/register-client.ts';
import { courseOfStudy } from '../app/register/course-of-study.ts';
import type { BirthDate } from '../domain/person/identity.ts';
import type { RecordContent } from '../domain/record/content.ts';
import type { SchoolYear } from '../domain/time/school-year.ts';

const one = learnerContent(1);
const { learner } = one;
/** The same learner in three years, one of them extracted from paper; grade 8 is missing. */
const years: readonly RecordContent[] = [
  { ...sampleExtracted, learner, school: one.school },
  { ...learnerContent(2), learner, year: '2021-2022' as SchoolYear, grade: 7, className: '7A' },
  { ...learnerContent(3), learner, year: '2023-2024' as SchoolYear, grade: 9, className: '9A' },
];
const stranger = { ...learnerContent(4), year: '2021-2022' as SchoolYear, className: '7A' };

test('a register answers one learner’s course of study by the code of any year', async () => {
  const crew = new Crew();
  crew.holder(`MST:${department.taxCode}`);
  for (const content of [...years, stranger]) crew.enlist(content);
  crew.holder(`MST:${sampleContent.school.taxCode}`);
  const { register, url } = await startRegister(crew);
  const client = createRegisterClient(url);
  try {
    for (const [at, contents] of [[years[0]], [years[1], stranger], [years[2]]].entries()) {
      const records = contents.flatMap((content) =>
        content === undefined ? [] : [sent(content, signRecord(content, crew))],
      );
      const seed = `course-${at}`;
      const { year, className } = contents[0] ?? one;
      const bytes = packageOf(records, crew, { seed, change: { year, className } });
      const reply = await submitAndWait(client, bytes, seed);
      assert.deepEqual(new Set(told(reply)), new Set(['registered']));
    }
    const { birthDate } = learner;
    for (const { code } of years) {
      const answer = await courseOfStudy({ code, birthDate }, register.records);
      assert.ok(answer.ok);
      assert.deepEqual(
        answer.value.years.map(({ year, grade, extracted }) => [year, grade, extracted]),
        [
          ['2020-2021', 6, true],
          ['2021-2022', 7, false],
          ['2023-2024', 9, false],
        ],
      );
      assert.deepEqual(
        answer.value.findings.map(({ code: found }) => found),
        ['years-missing'],
      );
    }
    const { code } = years[1] ?? one;
    const wrong = await courseOfStudy(
      { code, birthDate: '2001-01-01' as BirthDate },
      register.records,
    );
    assert.equal(wrong.ok, false);
    const overHttp = await client.courseOfStudy(code, birthDate);
    assert.ok(overHttp.ok);
    const text = JSON.stringify(overHttp.value);
    assert.match(text, /Không có học bạ năm học 2022-2023: tìm học bạ/);
    assert.doesNotMatch(text, new RegExp(learner.personalId ?? ''));
    assert.doesNotMatch(text, new RegExp(stranger.code));
    const refused = await client.courseOfStudy(code, '2001-01-01');
    assert.equal(refused.ok ? '' : refused.refusal.code, 'record-not-found');
  } finally {
    await register.close();
  }
});
