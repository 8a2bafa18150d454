import type { FsckSource, StateRow } from '../../../app/register/fsck/fsck-source.ts';
import { type Queryable, query } from '../database.ts';
import { instantOf } from './row.ts';
import { unpackOrNothing } from './stored-bytes.ts';

type SignerSource = Pick<FsckSource, 'signerEvents' | 'signerCertificates' | 'signerAppointments'>;

const instantOrNull = (text: string | null): string | null =>
  text === null ? null : instantOf(text);

/** The certificate register as it is stored, for the recomputation; reads only. */
export function createSignerFsckSource(on: Queryable, province: string): SignerSource {
  return {
    async signerEvents(after, limit) {
      const rows = await query<{
        number: number;
        school: string;
        message: number | null;
        columns: readonly string[];
        at: string;
        payload: unknown;
        bytes: Buffer | null;
      }>(
        on,
        `select e.number, e.school, e.message, array[e.school, e.subject, e.type] as columns, e.at, e.payload, m.bytes
         from signer_event e left join message m on m.province = e.province and m.number = e.message
         where e.province = $1 and e.number > $2 order by e.number limit $3`,
        [province, after, limit],
      );
      return rows.map(({ number, school, message, columns, at, payload, bytes }) => ({
        number,
        school,
        message,
        columns: [...columns, instantOf(at)].join(' '),
        payload,
        bytes: bytes === null ? null : unpackOrNothing(bytes),
      }));
    },
    async signerCertificates(offset, limit) {
      const rows = await query<
        StateRow & {
          readonly validFrom: string;
          readonly validUntil: string;
          readonly approvedFrom: string | null;
          readonly endedFrom: string | null;
        }
      >(
        on,
        `select school, certificate, holder, holder_name as "holderName", kind, issuer, valid_from as "validFrom",
           valid_until as "validUntil", state, approved_from as "approvedFrom", ended_from as "endedFrom", detail
         from signer_certificate where province = $1 order by school, certificate offset $2 limit $3`,
        [province, offset, limit],
      );
      return rows.map((row) => ({
        ...row,
        validFrom: instantOf(row.validFrom),
        validUntil: instantOf(row.validUntil),
        approvedFrom: instantOrNull(row.approvedFrom),
        endedFrom: instantOrNull(row.endedFrom),
      }));
    },
    signerAppointments: (offset, limit) =>
      query<StateRow>(
        on,
        `select school, id, person, name, role, class_name as "className", begins as "from", ends as "until",
           decision_number as "decisionNumber", decision_date as "decidedOn", substitutes, ended_on as "endedOn"
         from signer_appointment where province = $1 order by school, id offset $2 limit $3`,
        [province, offset, limit],
      ),
  };
}
