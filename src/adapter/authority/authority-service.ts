import type { SigningService } from '../../app/signing/ports.ts';
import type { Authority } from './authority.ts';
import { type SoftwareCredential, softwareService } from './software-service.ts';

/** The keys of the demo's authority, issued later ones too, as a signing service. */
export const authorityService = (authority: Authority): SigningService =>
  softwareService(async (holder) =>
    [...authority.issued]
      .filter(([id]) => holder === null || id === holder)
      .map(
        ([id, credential]): SoftwareCredential => ({
          ...credential,
          id,
          issuers: [authority.ca.certificate, authority.root.certificate].map(({ der }) =>
            Buffer.from(der).toString('base64'),
          ),
          place: authority.name,
        }),
      ),
  );
