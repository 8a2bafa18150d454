import { readFile } from 'node:fs/promises';
import { createAgentService } from '../adapter/agent-client/agent-service.ts';
import { pkcs12Service } from '../adapter/authority/pkcs12-service.ts';
import { Outage } from '../app/outage.ts';
import type { SigningService } from '../app/signing/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { signingText } from '../edge/text/signing.ts';
import type { SettingsRefusal } from './settings-file.ts';
import { createSigningService } from './signing-service.ts';
import type { SigningSettings } from './signing-settings.ts';

/** The service that a school's settings name: PKCS#12 files, the agent of this machine, a remote provider. */
export async function openSchoolSigning(
  settings: SigningSettings,
): Promise<Result<SigningService, SettingsRefusal>> {
  switch (settings.kind) {
    case 'pkcs12':
      return ok(pkcs12Service(settings.directory, settings.password));
    case 'agent':
      return ok(agentService(settings));
    case 'remote': {
      const show = (url: URL): void =>
        void process.stderr.write(`${signingText.approveAt(url.href)}\n`);
      const opened = await createSigningService(settings.settings, show);
      return opened.ok ? ok(opened.value.service) : opened;
    }
  }
}

/** The pairing is read when somebody signs: a school looks at its classes without one. */
function agentService({
  address,
  origin,
  tokenFile,
}: Extract<SigningSettings, { kind: 'agent' }>): SigningService {
  const paired = async (): Promise<SigningService> => {
    const token = await readFile(tokenFile, 'utf8').catch((cause: unknown) => {
      throw new Outage('agent-not-paired', { fact: address, cause });
    });
    return createAgentService({ address, origin, token: token.trim() });
  };
  return {
    certificates: async (holder, signal) => (await paired()).certificates(holder, signal),
    async *sign(batch, signal) {
      return yield* (await paired()).sign(batch, signal);
    },
  };
}
