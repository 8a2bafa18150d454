import { pkcs12Service } from '../adapter/authority/pkcs12-service.ts';
import type { SigningService } from '../app/signing/ports.ts';
import type { SigningSettings } from './school-settings.ts';

/** The service that the settings name: PKCS#12 files, the local agent, a remote provider. */
export function createSigningService(settings: SigningSettings): SigningService {
  switch (settings.kind) {
    case 'pkcs12':
      return pkcs12Service(settings.directory, settings.password);
  }
}
