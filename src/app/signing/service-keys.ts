import type { SignerKeys } from '../school/ports.ts';
import type { ServiceRefusal } from './ports.ts';

/** A signing service where one signature at a time is asked for: the seal, and messages to the register. */
export interface ServiceKeys {
  readonly keys: SignerKeys;
  /** Why the service did not sign; undefined when it did. Without its value a signature does not verify. */
  refusal(): ServiceRefusal | undefined;
}
