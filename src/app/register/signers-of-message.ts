import type { Instant } from '../../domain/time/instant.ts';
import { parsePackageId } from '../../format/package/message.ts';
import type { RegisterContext } from './ports.ts';

/** What became of a school's statement: the present state of its certificates and appointments. Names nobody. */
export interface SignersStatus {
  readonly certificates: {
    readonly certificate: string;
    readonly state: string;
    readonly approvedFrom: Instant | null;
    readonly endedFrom: Instant | null;
    readonly detail: string | null;
  }[];
  readonly appointments: {
    readonly id: string;
    readonly from: string;
    readonly until: string | null;
    readonly endedOn: string | null;
  }[];
}

/** Answers only whoever knows the statement's number and its id, as its sender does. */
export async function signersOfMessage(
  message: number,
  messageId: string,
  { store, signers }: Pick<RegisterContext, 'store' | 'signers'>,
): Promise<SignersStatus | undefined> {
  const id = parsePackageId(messageId);
  const known = id === undefined ? undefined : await store.messageById(id);
  if (known?.number !== message || known.kind !== 'signers') return undefined;
  const filter = { school: known.school, state: null, role: null, on: null };
  const certificates = await signers.certificates(filter);
  const appointments = await signers.appointments(filter);
  return {
    certificates: certificates.map(({ certificate, state, approvedFrom, endedFrom, detail }) => ({
      certificate,
      state,
      approvedFrom,
      endedFrom,
      detail,
    })),
    appointments: appointments.map(({ id: number, from, until, endedOn }) => ({
      id: number,
      from,
      until,
      endedOn,
    })),
  };
}
