import { readFile } from 'node:fs/promises';
import { createAgentService } from '../adapter/agent-client/agent-service.ts';
import { pkcs12Service } from '../adapter/authority/pkcs12-service.ts';
import { Outage } from '../app/outage.ts';
import type { SigningService } from '../app/signing/ports.ts';
import { signingText } from '../edge/text/signing.ts';
import { createSigningService } from './signing-service.ts';
import type { SigningSettings } from './signing-settings.ts';

/** The service that a school's settings name: PKCS#12 files, the agent of this machine, a remote provider. */
export async function openSchoolSigning(settings: SigningSettings): Promise<SigningService> {
  switch (settings.kind) {
    case 'pkcs12':
      return pkcs12Service(settings.directory, settings.password);
    case 'agent': {
      const { address, origin, tokenFile } = settings;
      const token = await readFile(tokenFile, 'utf8').catch((cause: unknown) => {
        throw new Outage('agent-not-paired', { fact: address, cause });
      });
      return createAgentService({ address, origin, token: token.trim() });
    }
    case 'remote': {
      const show = (url: URL): void =>
        void process.stderr.write(`${signingText.approveAt(url.href)}\n`);
      const opened = await createSigningService(settings.settings, show);
      if (opened.ok) return opened.value.service;
      const { file, names } = opened.refusal;
      throw new Outage('settings-invalid', { fact: [file, ...names].join(' ') });
    }
  }
}
