import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { freshDatabase } from '../../test/support/postgres.ts';
import { openPool, query } from '../adapter/postgres/database.ts';
import { describeSchema, describeTables } from '../adapter/postgres/describe-schema.ts';
import { openRegisterPool } from '../adapter/postgres/register/open-register-pool.ts';
import { prepareRegisterDatabase } from './register.ts';

const dumped = path.join(import.meta.dirname, '../../schemas/register-database.txt');

const url = await freshDatabase();
await prepareRegisterDatabase(url, '99');
const owner = openPool(url, { max: 1 });

test('the dumped schema is what the migrations give (UPDATE=1 writes it anew)', async () => {
  const text = await describeSchema(owner);
  if (process.env['UPDATE'] === '1') writeFileSync(dumped, text);
  assert.equal(text, readFileSync(dumped, 'utf8'));
});

const tables = (await describeTables(owner)).filter(({ name }) => name !== 'schema_migration');
assert(tables.length > 15);

for (const { name, columns, uniqueKeys, isRowSecured, policies, grants } of tables) {
  test(`${name} can be distributed by province: it stands in every unique key`, () => {
    assert(columns.includes('province text not null'));
    assert(uniqueKeys.length > 0, 'there is a key');
    for (const key of uniqueKeys) assert(key.includes('province'), key.join(' '));
  });

  test(`${name} shows the running program its own province alone, and nothing can be deleted`, () => {
    assert(isRowSecured && policies.length > 0);
    assert.deepEqual(
      grants.map((grant) => grant.split(': ')[0]),
      ['hocba_register'],
    );
    assert.doesNotMatch(grants.join(), /delete|truncate/);
  });
}

test("a session of one province neither sees nor writes another's rows", async () => {
  const [own, other] = ['99', '98'].map((province) => openRegisterPool(url, province, { max: 1 }));
  assert(own && other);
  const insert = `insert into school (province, code, name, tax_code) values ($1, 'S', 'Trường', '1')`;
  await query(own, insert, ['99']);
  await assert.rejects(query(other, insert, ['99']), { code: 'database-refused' });
  assert.equal((await query(own, 'select from school')).length, 1);
  assert.equal((await query(other, 'select from school')).length, 0);
  await query(other, `update school set name = 'x' where province = '99'`);
  const [row] = await query<{ name: string }>(owner, 'select name from school');
  assert.equal(row?.name, 'Trường');
  await Promise.all([own.end(), other.end(), owner.end()]);
});
