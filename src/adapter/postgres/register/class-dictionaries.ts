import type { SavedVersion } from '../../../app/register/ports.ts';
import { execute, type Queryable, query } from '../database.ts';
import { pack, sha256Of, unpack } from './stored-bytes.ts';

/** By what the records of a class are compressed. */
export interface ClassDictionary {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

const classOf = ({ record: { year, school, className } }: SavedVersion): string =>
  `${year} ${school} ${className}`;

/**
 * The dictionary of each class that the versions are of; a class without one gets its first record as dictionary. The
 * caller holds the log, so that no two make one for the same class.
 */
export async function classDictionaries(
  on: Queryable,
  province: string,
  versions: readonly SavedVersion[],
): Promise<(version: SavedVersion) => ClassDictionary | undefined> {
  const firsts = new Map(versions.toReversed().map((version) => [classOf(version), version]));
  const found = await readDictionaries(on, province, [...firsts.values()]);
  const missing = [...firsts].flatMap(([name, version]) => (found.has(name) ? [] : [version]));
  for (const { record, bytes } of missing) {
    const sha256 = sha256Of(bytes);
    await execute(
      on,
      `insert into dictionary (province, sha256, bytes) values ($1, $2, $3) on conflict do nothing`,
      [province, sha256, pack(bytes)],
    );
    await execute(
      on,
      `insert into class_dictionary (province, year, school, class_name, sha256)
       values ($1, $2, $3, $4, $5)`,
      [province, record.year, record.school, record.className, sha256],
    );
    found.set(classOf({ record, bytes }), { sha256, bytes });
  }
  return (version) => found.get(classOf(version));
}

async function readDictionaries(
  on: Queryable,
  province: string,
  versions: readonly SavedVersion[],
): Promise<Map<string, ClassDictionary>> {
  const rows = await query<{ name: string; sha256: string; bytes: Buffer }>(
    on,
    `select year || ' ' || school || ' ' || class_name as name, d.sha256, d.bytes
     from class_dictionary c join dictionary d using (province, sha256)
     where c.province = $1 and (c.year, c.school, c.class_name) in
       (select * from unnest($2::text[], $3::text[], $4::text[]))`,
    [
      province,
      versions.map(({ record }) => record.year),
      versions.map(({ record }) => record.school),
      versions.map(({ record }) => record.className),
    ],
  );
  return new Map(rows.map(({ name, sha256, bytes }) => [name, { sha256, bytes: unpack(bytes) }]));
}
