import { readFile } from 'node:fs/promises';
import { createAgentService } from '../adapter/agent-client/agent-service.ts';
import { pkcs12Service } from '../adapter/authority/pkcs12-service.ts';
import { type Accounts, plainAccounts } from '../adapter/remote-signing/account.ts';
import { createCscV2 } from '../adapter/remote-signing/csc-v2.ts';
import { serviceUrl, usualLimits } from '../adapter/remote-signing/exchange.ts';
import { createLoopbackBrowser } from '../adapter/remote-signing/loopback-browser.ts';
import { createMySign, mySignPrefix } from '../adapter/remote-signing/my-sign.ts';
import { realPace, usualPolling } from '../adapter/remote-signing/pace.ts';
import { createSmartCa } from '../adapter/remote-signing/smart-ca.ts';
import { createVgca } from '../adapter/remote-signing/vgca.ts';
import { Outage } from '../app/outage.ts';
import type { SigningService } from '../app/signing/ports.ts';
import { signingText } from '../edge/text/signing.ts';
import type { SigningSettings } from './signing-settings.ts';

/** The service that the settings name: PKCS#12 files, the agent of this machine, a remote provider. */
export async function createSigningService(settings: SigningSettings): Promise<SigningService> {
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
    case 'csc':
      return cscService(settings);
    case 'smartca': {
      const { name, base, spId, spPassword } = settings;
      const parts = { ...remote(plainAccounts, settings), name, base: urlOf(base) };
      return createSmartCa({ ...parts, spId, spPassword }, realPace);
    }
    case 'mysign': {
      const { name, base, clientId, clientSecret, profileId } = settings;
      const parts = { ...remote(mySignPrefix, settings), name, base: urlOf(base) };
      return createMySign({ ...parts, clientId, clientSecret, profileId }, realPace);
    }
    case 'vgca': {
      const { name, base, trusted } = settings;
      const pem = await readFile(trusted, 'utf8').catch((cause: unknown) => {
        throw new Outage('settings-invalid', { fact: 'signing.trusted', cause });
      });
      const { approvalMs } = usualPolling;
      const parts = { name, base: urlIn(base), trusted: [pem], approvalMs };
      return createVgca({ ...parts, mostOctets: 1_000_000 }, realPace);
    }
  }
}

function cscService(settings: Extract<SigningSettings, { kind: 'csc' }>): SigningService {
  const { name, base, clientId, clientSecret, redirectUri } = settings;
  const grant =
    redirectUri === undefined
      ? { kind: 'client-credentials' as const }
      : { kind: 'authorization-code' as const, browser: browserAt(redirectUri) };
  const parts = { ...remote(plainAccounts, settings), name, base: urlOf(base), authData: {} };
  return createCscV2({ ...parts, client: { clientId, clientSecret, grant } }, realPace);
}

const browserAt = (redirectUri: string) =>
  createLoopbackBrowser(
    {
      redirectUri: new URL(redirectUri),
      show: (url) => void process.stderr.write(`${signingText.approveAt(url.href)}\n`),
      page: signingText.approvedPage,
      approvalMs: usualPolling.approvalMs,
    },
    realPace,
  );

/** What Vietnamese providers have in common: 50 hashes a request, accounts by number, five minutes. */
const remote = (prefix: Accounts['prefix'], { pollMs }: { readonly pollMs?: number }) => ({
  accounts: { user: null, prefix },
  hashesPerRequest: 50,
  limits: usualLimits,
  polling: { ...usualPolling, ...(pollMs === undefined ? {} : { firstMs: pollMs }) },
});

function urlIn(text: string): URL {
  if (!URL.canParse(text)) throw new Outage('settings-invalid', { fact: 'signing.base' });
  return new URL(text);
}

function urlOf(text: string): URL {
  const url = serviceUrl(text);
  if (url === undefined) throw new Outage('settings-invalid', { fact: 'signing.base' });
  return url;
}
