import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanYearbook } from '../../test/support/clean-yearbook.ts';
import { freshDatabase } from '../../test/support/postgres.ts';
import { checkYearbookData } from '../domain/check/check-yearbook.ts';
import { parseSchoolYear } from '../domain/time/school-year.ts';
import { checkDeps } from './check-deps.ts';
import { importDeps } from './import-deps.ts';

test('the year that import keeps is the year that check reads, with nothing lost on the way', async () => {
  const before = process.env['DATABASE_URL'];
  process.env['DATABASE_URL'] = await freshDatabase();
  try {
    const yearbook = cleanYearbook('THCS', 11);
    const [first, ...others] = yearbook.learners;
    assert.ok(first !== undefined);
    const spoilt = { ...yearbook, learners: [{ ...first, homeTown: null }, ...others] };
    await importDeps.store(spoilt);
    const stored = await checkDeps.stored(yearbook.school.code, yearbook.year);
    assert.ok(stored !== undefined);
    assert.deepEqual(
      checkYearbookData(stored).map(({ code, learner }) => [code, learner]),
      [['home-town-missing', first.number]],
    );
    const other = parseSchoolYear('2024-2025');
    assert.ok(other !== undefined);
    assert.equal(await checkDeps.stored(yearbook.school.code, other), undefined);
  } finally {
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
  }
});
