import type {
  AppointmentRow,
  CertificateRow,
  StoredSignerEvent,
} from '../../../app/register/signer-ports.ts';
import type { ExpiryWarning } from '../../../domain/trust/expiring-certificates.ts';
import { roleWords, withdrawalWords } from '../../text/authority.ts';
import {
  certificateKindWords,
  certificateStateWords,
  shortDigest,
  signerEventWords,
} from '../../text/signers.ts';
import { signersCommandText as t } from '../../text/signers-command.ts';
import { dateText, shortTimeText } from '../../text/time.ts';
import { table } from '../text-layout.ts';

/** A reason's code as words; a digest shortened; free text as it is. */
function detailText(detail: string | null): string {
  if (detail === null) return '';
  const words: Readonly<Record<string, string>> = withdrawalWords;
  return words[detail] ?? (/^[0-9a-f]{64}$/.test(detail) ? shortDigest(detail) : detail);
}

export function certificateTable(
  rows: readonly CertificateRow[],
  columns: number,
): readonly string[] {
  if (rows.length === 0) return [t.noRows];
  const lines = rows.map((row) => [
    row.school,
    shortDigest(row.certificate),
    row.holderName,
    certificateKindWords[row.kind],
    certificateStateWords[row.state],
    dateText(row.validUntil.slice(0, 10)),
    detailText(row.detail),
  ]);
  return [...table([t.certificateHead, ...lines], columns), '', t.count(rows.length)];
}

export function expiryTable(
  warnings: readonly ExpiryWarning<CertificateRow>[],
  within: number,
  columns: number,
): readonly string[] {
  if (warnings.length === 0) return [t.noneExpiring(within)];
  const lines = warnings.map(({ certificate: row, daysLeft, isRenewed }) => [
    row.school,
    shortDigest(row.certificate),
    row.holderName,
    certificateKindWords[row.kind],
    dateText(row.validUntil.slice(0, 10)),
    daysLeft < 0 ? t.expired : t.daysLeft(daysLeft),
    isRenewed ? t.renewed : t.notRenewed,
  ]);
  return table([t.expiryHead, ...lines], columns);
}

export function appointmentTable(
  rows: readonly AppointmentRow[],
  columns: number,
): readonly string[] {
  if (rows.length === 0) return [t.noRows];
  const lines = rows.map((row) => [
    row.school,
    row.id,
    row.name,
    roleWords[row.role],
    row.className ?? '',
    dateText(row.from),
    dateText(row.endedOn ?? row.until ?? ''),
    `${row.decision.number}, ${dateText(row.decision.on)}`,
  ]);
  return [...table([t.appointmentHead, ...lines], columns), '', t.count(rows.length)];
}

function effectOf(event: StoredSignerEvent['event']): string {
  if ('from' in event) return t.from(event.from);
  return 'on' in event ? t.lastDay(event.on) : '';
}

/** Each event with who and what of it a person asks for. */
export function historyTable(
  events: readonly StoredSignerEvent[],
  columns: number,
): readonly string[] {
  if (events.length === 0) return [t.noRows];
  const lines = events.map(({ event, message }) => [
    shortTimeText(event.at),
    event.school,
    signerEventWords[event.type],
    effectOf(event),
    'reason' in event ? detailText(event.reason) : '',
    message === null ? event.by : t.message(message),
  ]);
  return table([t.historyHead, ...lines], columns);
}
