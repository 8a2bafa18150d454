import { parsePolicy, type VerificationPolicy } from './policy.ts';
import { usualPolicyText } from './usual-policy-text.ts';

/** The shipped policy, policies/hocba-verification-1.json: what counts where no other one is given. */
export const usualPolicy: VerificationPolicy = (() => {
  const read = parsePolicy(Buffer.from(usualPolicyText));
  if (read.ok) return read.value;
  throw new Error(`the shipped policy: ${JSON.stringify(read.refusal)}`);
})();
