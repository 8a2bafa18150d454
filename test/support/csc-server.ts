import type { Credential } from '../../src/adapter/authority/issue.ts';
import { plainAccounts } from '../../src/adapter/remote-signing/account.ts';
import { type CscV2Settings, createCscV2 } from '../../src/adapter/remote-signing/csc-v2.ts';
import { usualLimits } from '../../src/adapter/remote-signing/exchange.ts';
import { type Pace, usualPolling } from '../../src/adapter/remote-signing/pace.ts';
import type { SigningService } from '../../src/app/signing/ports.ts';
import type { CscHolderConfig, CscServerConfig } from '../servers/csc-v2.ts';
import {
  fastPace,
  holderConfigOf,
  type SigningServer,
  startSigningServer,
} from './signing-server.ts';

/** A CSC API v2 service in a process of its own, with keys of the test authority. */
export interface CscServer extends SigningServer {
  readonly settings: CscV2Settings;
  /** A client of it; settings of the test go before the usual ones. */
  service(settings?: Partial<CscV2Settings>, pace?: Pace): SigningService;
}

export const cscClient = {
  id: 'hocba-test',
  secret: 'a-secret-of-the-test',
  redirectUri: 'http://127.0.0.1:8989/signing',
} as const;

/**
 * Starts the CSC test server with these holders, each known by the number of its UID. By default it approves each
 * request at once after one look (202, then the SAD), allows 100 signatures an approval and 50 hashes a request.
 */
export async function startCscServer(
  holders: readonly Credential[],
  issuers: readonly Credential[],
  options: Partial<CscServerConfig> = {},
): Promise<CscServer> {
  const config: CscServerConfig = {
    holders: holders.map((holder) => cscHolderOf(holder, issuers)),
    client: cscClient,
    mode: 'explicit',
    asksDevice: true,
    authData: {},
    isAsynchronous: false,
    multisign: 100,
    hashesPerRequest: 50,
    approvalMs: 1500,
    tokenSeconds: 3600,
    ...options,
  };
  const server = await startSigningServer('csc-v2', config);
  const settings: CscV2Settings = {
    name: 'Dịch vụ thử nghiệm',
    base: new URL(`http://127.0.0.1:${server.port}/csc/v2`),
    client: {
      clientId: cscClient.id,
      clientSecret: cscClient.secret,
      grant: { kind: 'client-credentials' },
    },
    accounts: { user: null, prefix: plainAccounts },
    authData: {},
    hashesPerRequest: 50,
    limits: usualLimits,
    polling: usualPolling,
  };
  return {
    ...server,
    settings,
    service: (own = {}, pace = fastPace()) => createCscV2({ ...settings, ...own }, pace),
  };
}

function cscHolderOf(holder: Credential, issuers: readonly Credential[]): CscHolderConfig {
  const config = holderConfigOf(holder, issuers);
  const { type } = holder.certificate.keyKind;
  const algorithms = {
    rsa: ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11'],
    'ec-p256': ['1.2.840.10045.4.3.2'],
    'ec-p384': ['1.2.840.10045.4.3.3'],
    other: [],
  };
  return {
    ...config,
    credentialId: `credential-${config.serial}`,
    userId: config.uid.slice(config.uid.indexOf(':') + 1),
    keyAlgorithms: algorithms[type],
    digestOctets: type === 'ec-p384' ? 48 : 32,
  };
}
