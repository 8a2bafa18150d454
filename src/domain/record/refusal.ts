import type { Instant } from '../time/instant.ts';
import type { RecordState } from './record.ts';
import type { ExpectedSigner, Slot } from './slot.ts';

/** Lí do từ chối một việc trên học bạ: what the rules of the record's life answer. */
export type RecordRefusal =
  | { readonly code: 'record-already-open' }
  | { readonly code: 'record-not-open' }
  /** The class is closed: reopen it first, with a reason. */
  | { readonly code: 'class-already-closed' }
  | { readonly code: 'class-not-closed'; readonly state: RecordState }
  /** Sealed or later: the content can never change. */
  | { readonly code: 'content-sealed'; readonly sealedAt: Instant }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'slot-not-in-record'; readonly slot: Slot }
  | {
      readonly code: 'signer-not-expected';
      readonly slot: Slot;
      readonly expected: ExpectedSigner;
    }
  | { readonly code: 'slot-already-signed'; readonly slot: Slot; readonly signedAt: Instant }
  | { readonly code: 'signatures-missing'; readonly slots: readonly Slot[] }
  /** The act claims a time before something that must have come first. */
  | { readonly code: 'time-before-earlier-act'; readonly earlier: Instant }
  | { readonly code: 'not-sealed'; readonly state: RecordState }
  | { readonly code: 'not-issued'; readonly state: RecordState }
  | { readonly code: 'not-submitted'; readonly state: RecordState }
  | { readonly code: 'reply-to-another-message'; readonly message: number }
  | { readonly code: 'already-registered'; readonly receivedAt: Instant }
  | { readonly code: 'awaiting-reply'; readonly message: number }
  | { readonly code: 'no-longer-valid'; readonly state: 'recalled' | 'replaced' }
  | { readonly code: 'not-registered'; readonly state: RecordState }
  | { readonly code: 'version-not-next'; readonly expected: number }
  | { readonly code: 'period-locked'; readonly lockedAt: Instant };
