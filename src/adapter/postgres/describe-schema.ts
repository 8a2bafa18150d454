import { type Queryable, query } from './database.ts';

/** One table of a schema as the database's own catalogue describes it. */
export interface TableShape {
  readonly name: string;
  /** `name type [not null] [default …]`, in order. */
  readonly columns: readonly string[];
  /** Of primary keys and unique indexes: the columns of each. */
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
  readonly isRowSecured: boolean;
  readonly policies: readonly string[];
  /** `role: privileges`, without the owner's. */
  readonly grants: readonly string[];
}

const tables = `
  select c.relname as name, c.relrowsecurity as "isRowSecured",
    array(select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || case when a.attnotnull then ' not null' else '' end
        || case when a.attidentity <> '' then ' generated always as identity' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
      from pg_attribute a left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
    array(select format('%I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where conrelid = c.oid and contype <> 'n' order by conname) as constraints,
    array(select pg_get_indexdef(indexrelid) from pg_index i
      where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      order by indexrelid::regclass::text) as indexes,
    array(select pg_get_triggerdef(oid) from pg_trigger where tgrelid = c.oid and not tgisinternal
      order by tgname) as triggers,
    array(select format('%I for %s to %s using (%s) with check (%s)', policyname, lower(cmd), roles::text, qual, with_check)
      from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname order by policyname) as policies,
    array(select grantee || ': ' || string_agg(lower(privilege_type), ', ' order by privilege_type)
      from information_schema.role_table_grants g
      where g.table_schema = n.nspname and g.table_name = c.relname and grantee <> pg_get_userbyid(c.relowner)
      group by grantee order by grantee) as grants,
    coalesce((select json_agg((select json_agg(a.attname order by k.ord)
        from unnest(i.indkey::int[]) with ordinality k (num, ord)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num))
      from pg_index i where i.indrelid = c.oid and i.indisunique), '[]') as "uniqueKeys"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = current_schema() and c.relkind in ('r', 'p') order by c.relname`;

/** Every table of the current schema. */
export const describeTables = (on: Queryable): Promise<readonly TableShape[]> =>
  query<TableShape & Record<string, unknown>>(on, tables);

const functions = `
  select pg_get_functiondef(p.oid) as text from pg_proc p
  where p.pronamespace = current_schema()::regnamespace order by p.proname, p.oid`;

/** The schema as text, the same for the same schema: what migrations add up to, for readers and for comparison. */
export async function describeSchema(on: Queryable): Promise<string> {
  const shapes = await describeTables(on);
  const texts = shapes.map((table) =>
    [
      `table ${table.name}${table.isRowSecured ? ', rows secured' : ''}`,
      ...table.columns,
      ...table.constraints.map((text) => `constraint ${text}`),
      ...table.indexes,
      ...table.triggers,
      ...table.policies.map((text) => `policy ${text}`),
      ...table.grants.map((text) => `grant ${text}`),
    ].join('\n  '),
  );
  const bodies = await query<{ text: string }>(on, functions);
  return `${[...texts, ...bodies.map(({ text }) => text.trimEnd())].join('\n\n')}\n`;
}
