import type { Credential } from '../../src/adapter/authority/issue.ts';
import { plainAccounts } from '../../src/adapter/remote-signing/account.ts';
import { usualLimits } from '../../src/adapter/remote-signing/exchange.ts';
import {
  createMySign,
  type MySignSettings,
  mySignPrefix,
} from '../../src/adapter/remote-signing/my-sign.ts';
import { type Pace, usualPolling } from '../../src/adapter/remote-signing/pace.ts';
import { createSmartCa, type SmartCaSettings } from '../../src/adapter/remote-signing/smart-ca.ts';
import {
  createSmartCaCsc,
  type SmartCaCscSettings,
} from '../../src/adapter/remote-signing/smart-ca-csc.ts';
import type { SigningService } from '../../src/app/signing/ports.ts';
import type { MySignServerConfig } from '../servers/my-sign.ts';
import type { SmartCaServerConfig } from '../servers/smart-ca.ts';
import type { SmartCaCscServerConfig } from '../servers/smart-ca-csc.ts';
import {
  fastPace,
  holderConfigOf,
  type SigningServer,
  startSigningServer,
} from './signing-server.ts';

/** A provider's test server and clients of it. */
export interface ProviderServer<Settings> extends SigningServer {
  readonly settings: Settings;
  service(settings?: Partial<Settings>, pace?: Pace): SigningService;
}

/** Five minutes for clients whose clock runs 200 times as fast. */
const approvalMs = 1500;

export async function startSmartCaServer(
  holders: readonly Credential[],
  issuers: readonly Credential[],
  options: Partial<SmartCaServerConfig> = {},
): Promise<ProviderServer<SmartCaSettings>> {
  const config: SmartCaServerConfig = {
    holders: holders.map((holder) => holderConfigOf(holder, issuers)),
    spId: 'hocba.test',
    spPassword: 'a-secret-of-the-test',
    hashesPerRequest: 50,
    approvalMs,
    knowsCallersCode: true,
    ...options,
  };
  const server = await startSigningServer('smart-ca', config);
  const settings: SmartCaSettings = {
    name: 'VNPT SmartCA',
    base: new URL(`http://127.0.0.1:${server.port}/sca/sp769`),
    spId: config.spId,
    spPassword: config.spPassword,
    accounts: { user: null, prefix: plainAccounts },
    hashesPerRequest: 50,
    limits: usualLimits,
    polling: usualPolling,
  };
  return {
    ...server,
    settings,
    service: (own = {}, pace = fastPace()) => createSmartCa({ ...settings, ...own }, pace),
  };
}

export async function startMySignServer(
  holders: readonly Credential[],
  issuers: readonly Credential[],
  options: Partial<MySignServerConfig> = {},
): Promise<ProviderServer<MySignSettings>> {
  const config: MySignServerConfig = {
    holders: holders.map((holder) => holderConfigOf(holder, issuers)),
    clientId: 'hocba_test',
    clientSecret: 'a-secret-of-the-test',
    profileId: 'adss:ras:profile:001',
    hashesPerRequest: 50,
    multisign: 2_147_483_647,
    approvalMs,
    ...options,
  };
  const server = await startSigningServer('my-sign', config);
  const settings: MySignSettings = {
    name: 'Viettel MySign',
    base: new URL(`http://127.0.0.1:${server.port}`),
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    profileId: config.profileId,
    accounts: { user: null, prefix: mySignPrefix },
    hashesPerRequest: 50,
    limits: usualLimits,
    polling: usualPolling,
  };
  return {
    ...server,
    settings,
    service: (own = {}, pace = fastPace()) => createMySign({ ...settings, ...own }, pace),
  };
}

/** The older flow: one holder's own account. */
export async function startSmartCaCscServer(
  holder: Credential,
  issuers: readonly Credential[],
  options: Partial<SmartCaCscServerConfig> = {},
): Promise<ProviderServer<SmartCaCscSettings>> {
  const config: SmartCaCscServerConfig = {
    holder: holderConfigOf(holder, issuers),
    clientId: 'hocba.test',
    clientSecret: 'a-secret-of-the-test',
    username: '099082200900',
    password: 'a-secret-of-the-holder',
    approvalMs,
    ...options,
  };
  const server = await startSigningServer('smart-ca-csc', config);
  const settings: SmartCaCscSettings = {
    name: 'VNPT SmartCA (csc)',
    base: new URL(`http://127.0.0.1:${server.port}`),
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    username: config.username,
    password: config.password,
    hashesPerRequest: 50,
    limits: usualLimits,
    polling: usualPolling,
  };
  return {
    ...server,
    settings,
    service: (own = {}, pace = fastPace()) => createSmartCaCsc({ ...settings, ...own }, pace),
  };
}
