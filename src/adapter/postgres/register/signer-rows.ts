import { subjectOf } from '../../../app/register/parse-signer-event.ts';
import type { AppointmentRow, CertificateRow } from '../../../app/register/signer-ports.ts';
import type { SchoolCode } from '../../../domain/school/yearbook.ts';
import type { SignerEvent } from '../../../domain/trust/signer-register.ts';
import { execute, type Queryable } from '../database.ts';

/** Adds events of one school, in order. */
export async function insertSignerEvents(
  on: Queryable,
  province: string,
  school: SchoolCode,
  events: readonly SignerEvent[],
  message: number | null,
): Promise<void> {
  await execute(
    on,
    `insert into signer_event (province, school, subject, type, at, message, payload)
     select $1, $2, s, t, a, $3, p from unnest($4::text[], $5::text[], $6::timestamptz[], $7::jsonb[])
       with ordinality as row (s, t, a, p, n) order by n`,
    [
      province,
      school,
      message,
      events.map(subjectOf),
      events.map(({ type }) => type),
      events.map(({ at }) => at),
      events.map((event) => JSON.stringify(event)),
    ],
  );
}

export async function upsertCertificates(
  on: Queryable,
  province: string,
  rows: readonly CertificateRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const of = <T>(pick: (row: CertificateRow) => T): T[] => rows.map(pick);
  await execute(
    on,
    `insert into signer_certificate (province, school, certificate, holder, holder_name, kind, issuer, valid_from,
       valid_until, state, approved_from, ended_from, detail)
     select $1, s, c, h, n, k, i, f, u, t, a, e, d
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
       $9::timestamptz[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[])
       as row (s, c, h, n, k, i, f, u, t, a, e, d)
     on conflict (province, school, certificate) do update set holder = excluded.holder,
       holder_name = excluded.holder_name, kind = excluded.kind, issuer = excluded.issuer,
       valid_from = excluded.valid_from, valid_until = excluded.valid_until, state = excluded.state,
       approved_from = excluded.approved_from, ended_from = excluded.ended_from, detail = excluded.detail`,
    [
      province,
      of(({ school }) => school),
      of(({ certificate }) => certificate),
      of(({ holder }) => holder),
      of(({ holderName }) => holderName),
      of(({ kind }) => kind),
      of(({ issuer }) => issuer),
      of(({ validFrom }) => validFrom),
      of(({ validUntil }) => validUntil),
      of(({ state }) => state),
      of(({ approvedFrom }) => approvedFrom),
      of(({ endedFrom }) => endedFrom),
      of(({ detail }) => detail),
    ],
  );
}

export async function upsertAppointments(
  on: Queryable,
  province: string,
  rows: readonly AppointmentRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const of = <T>(pick: (row: AppointmentRow) => T): T[] => rows.map(pick);
  await execute(
    on,
    `insert into signer_appointment (province, school, id, person, name, role, class_name, begins, ends,
       decision_number, decision_date, substitutes, ended_on)
     select $1, s, i, p, n, r, c, b, e, q, d, u, x
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[],
       $10::text[], $11::date[], $12::text[], $13::date[]) as row (s, i, p, n, r, c, b, e, q, d, u, x)
     on conflict (province, school, id) do update set ended_on = excluded.ended_on`,
    [
      province,
      of(({ school }) => school),
      of(({ id }) => id),
      of(({ person }) => person),
      of(({ name }) => name),
      of(({ role }) => role),
      of(({ className }) => className),
      of(({ from }) => from),
      of(({ until }) => until),
      of(({ decision }) => decision.number),
      of(({ decision }) => decision.on),
      of(({ substitutes }) => substitutes),
      of(({ endedOn }) => endedOn),
    ],
  );
}
