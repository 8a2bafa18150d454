import assert from 'node:assert/strict';
import { after } from 'node:test';
import { createTokenService } from '../../src/adapter/pkcs11/token-service.ts';
import type { PinSource } from '../../src/app/signing/pin-source.ts';
import type { ServiceCertificate, SigningService } from '../../src/app/signing/ports.ts';
import { createSoftHsm } from './softhsm.ts';
import {
  createHolderToken,
  createTokenAuthority,
  type NewHolder,
  never,
  tokenNow,
  typedPins,
} from './token-world.ts';

export const tokenPin = '246810';

/** People with tokens for one test file: an authority, a SoftHSM2 of their own, and services over it. */
export async function createTokenPeople() {
  const authority = await createTokenAuthority();
  const hsm = createSoftHsm();
  after(() => hsm.remove());
  let people = 0;
  const service = (pin: PinSource, modules: readonly string[] = [hsm.module]): SigningService =>
    createTokenService({
      modules,
      environment: hsm.environment,
      pin,
      asker: 'https://hocba.example',
      clock: { now: () => tokenNow },
    });
  const serviceWith = (...pins: readonly string[]) => {
    const pin = typedPins(...pins);
    return { service: service(pin), shown: pin.shown };
  };
  const offeredTo = async (id: string): Promise<readonly ServiceCertificate[]> => {
    const listed = await serviceWith().service.certificates(id, never);
    assert(listed.ok);
    return listed.value;
  };
  return {
    authority,
    hsm,
    service,
    serviceWith,
    offeredTo,
    async oneOfferedTo(id: string): Promise<ServiceCertificate> {
      const [one, ...more] = await offeredTo(id);
      assert(one !== undefined && more.length === 0);
      return one;
    },
    /** One more person with a token of their own. */
    async holder(more: Partial<NewHolder> & { readonly alwaysAuthenticate?: boolean } = {}) {
      people += 1;
      const personalId = more.personalId ?? `09919000${String(people).padStart(4, '0')}`;
      const { alwaysAuthenticate = false } = more;
      const label = `Token ${people}`;
      const { token, credential } = await createHolderToken(
        hsm,
        authority,
        { keyKind: 'ec-p256', ...more, personalId },
        { label, pin: tokenPin, alwaysAuthenticate },
      );
      return { token, credential, id: `CCCD:${personalId}`, label };
    },
  };
}
