import type { RegisteredCertificate } from '../../domain/trust/certificate.ts';
import type { CertificateRow } from './signer-ports.ts';

/** A certificate's state as its row holds it. */
export function certificateRowOf(state: RegisteredCertificate): CertificateRow {
  const { school, certificate, holder, holderName, kind, issuer, validFrom, validUntil } = state;
  const facts = { school, certificate, holder, holderName, kind, issuer, validFrom, validUntil };
  const open = { ...facts, state: state.state, approvedFrom: null, endedFrom: null, detail: null };
  if (state.state === 'proposed') return open;
  if (state.state === 'refused') return { ...open, detail: state.reason };
  const approved = { ...open, approvedFrom: state.approvedFrom };
  if (state.state === 'withdrawn') {
    return { ...approved, endedFrom: state.endedFrom, detail: state.reason };
  }
  if (state.state === 'replaced') {
    return { ...approved, endedFrom: state.endedFrom, detail: state.successor };
  }
  return approved;
}
