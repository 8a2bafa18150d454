/** Everything in which the stored register can differ from what it must be. */
export const fsckCodes = [
  'record-bytes-unreadable',
  'record-digest-differs',
  'record-invalid',
  'record-names-another',
  'version-without-event',
  'event-without-version',
  'event-missing',
  'event-impossible',
  'leaf-differs',
  'leaf-hash-differs',
  'node-differs',
  'node-missing',
  'frontier-differs',
  'checkpoint-differs',
  'checkpoint-signature',
  'checkpoint-missing',
  'cosignature-invalid',
  'stamp-invalid',
  'state-differs',
  'state-missing',
  'state-unfounded',
  'learner-twice-in-year',
  'lock-differs',
  'lock-missing',
  'lock-counts-differ',
  'message-digest-differs',
  'message-invalid',
  'reply-digest-differs',
  'reply-invalid',
  'reply-differs',
  'reply-missing',
  'signer-event-impossible',
  'signer-event-differs',
  'signer-event-unfounded',
  'signer-state-differs',
  'signer-state-missing',
  'signer-state-unfounded',
] as const;
export type FsckCode = (typeof fsckCodes)[number];

/** One difference, and where it is: a leaf index, a message number, or the digest of a code. No personal data. */
export interface Difference {
  readonly code: FsckCode;
  readonly leafIndex?: number;
  readonly message?: number;
  readonly size?: number;
  /** Of the record's bytes as the event named them. */
  readonly sha256?: string;
  /** Codes of the findings, or the name of the field that differs. */
  readonly detail?: string;
}
