import type { YearKey } from '../../../app/school/ports.ts';
import type {
  SeenContent,
  SessionEvent,
  SigningItem,
  SigningSession,
  SigningSessionStore,
} from '../../../app/signing/session.ts';
import type { PersonalId } from '../../../domain/person/identity.ts';
import { execute, type Pool, query, transaction } from '../database.ts';

/** A column of ours as an Instant, to the second. */
const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Signing sessions in the school's database. */
export const sessionStore = (pool: Pool): SigningSessionStore => ({
  open: (session) => open(pool, session),
  latest: (key, signer, classes) => latest(pool, key, signer, classes),
  seen: (key, signer, except) =>
    query<SeenContent & Record<string, unknown>>(
      pool,
      `select distinct on (i.code, i.slot) i.code, i.version, i.slot, ${instant('s.opened_at')} as at, d.data
         from signing_session s
         join signing_item i on i.session = s.id
         join record_data d on (d.code, d.version, d.sha256) = (i.code, i.version, i.content)
        where s.school = $1 and s.year = $2 and s.signer = $3 and s.id is distinct from $4
        order by i.code, i.slot, s.number desc`,
      [key.school, key.year, signer, except],
    ),
  async events(session) {
    const rows = await query<{ body: SessionEvent }>(
      pool,
      'select body from signing_event where session = $1 order by id',
      [session],
    );
    return rows.map(({ body }) => body);
  },
  async append(session, event) {
    await execute(
      pool,
      'insert into signing_event (session, type, at, body) values ($1, $2, $3, $4)',
      [session, event.type, event.at, JSON.stringify(event)],
    );
  },
});

async function open(pool: Pool, session: SigningSession): Promise<void> {
  const { id, school, year, signer, classes, digest, openedAt, items } = session;
  await transaction(pool, async (on) => {
    await execute(
      on,
      `insert into signing_session (id, school, year, signer, classes, digest, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, school, year, signer, [...classes], digest, openedAt],
    );
    await execute(
      on,
      `insert into signing_item
         (session, number, class, learner, code, version, slot, content, parts)
       select $1, * from unnest(
         $2::integer[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[],
         $8::text[], $9::jsonb[])`,
      [
        id,
        items.map((_, index) => index + 1),
        items.map(({ className }) => className),
        items.map(({ learner }) => learner),
        items.map(({ code }) => code),
        items.map(({ version }) => version),
        items.map(({ slot }) => slot),
        items.map(({ content }) => content),
        items.map(({ parts }) => JSON.stringify(parts)),
      ],
    );
  });
}

async function latest(
  pool: Pool,
  key: YearKey,
  signer: PersonalId,
  classes: readonly string[],
): Promise<SigningSession | undefined> {
  const [found] = await query<Omit<SigningSession, 'items'> & Record<string, unknown>>(
    pool,
    `select id, school, year, signer, classes, digest, ${instant('opened_at')} as "openedAt"
       from signing_session
      where school = $1 and year = $2 and signer = $3 and classes = $4
      order by number desc limit 1`,
    [key.school, key.year, signer, [...classes]],
  );
  if (found === undefined) return undefined;
  const items = await query<SigningItem & Record<string, unknown>>(
    pool,
    `select class as "className", learner, code, version, slot, content, parts
       from signing_item where session = $1 order by number`,
    [found.id],
  );
  return { ...found, items };
}
