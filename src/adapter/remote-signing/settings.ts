import { getCACertificates } from 'node:tls';
import type { SigningService } from '../../app/signing/ports.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { plainAccounts } from './account.ts';
import type { CscClient } from './csc-token.ts';
import { createCscV2 } from './csc-v2.ts';
import { type ExchangeLimits, usualLimits } from './exchange.ts';
import { createLoopbackBrowser } from './loopback-browser.ts';
import { createMySign, mySignPrefix } from './my-sign.ts';
import { type Pace, type Polling, usualPolling } from './pace.ts';
import { createSettingsReader, type ReadSecret, type SettingsReader } from './settings-reader.ts';
import { createSmartCa } from './smart-ca.ts';
import { createSmartCaCsc } from './smart-ca-csc.ts';
import { createVgca } from './vgca.ts';

export const remoteProviders = ['csc-v2', 'smart-ca', 'smart-ca-csc', 'my-sign', 'vgca'] as const;
export type RemoteProvider = (typeof remoteProviders)[number];

/** A configured service, ready to be used. */
export interface RemoteSigning {
  readonly provider: RemoteProvider;
  readonly name: string;
  readonly service: SigningService;
}

/** What the settings need of the program around them. */
export interface RemoteSigningWorld {
  readonly pace: Pace;
  readonly readSecret: ReadSecret;
  /** Shows an address that the holder opens in a browser of this machine. */
  showAddress(url: URL): void;
  /** HTML for that browser when it is done. */
  readonly donePage: string;
}

/** Names of settings that are missing, wrong or unknown. */
export interface RemoteSettingsFaults {
  readonly names: readonly string[];
}

const usualNames: { readonly [P in RemoteProvider]: string } = {
  'csc-v2': 'CSC',
  'smart-ca': 'VNPT SmartCA',
  'smart-ca-csc': 'VNPT SmartCA',
  'my-sign': 'Viettel MySign',
  vgca: 'VGCA',
};

/** Reads the settings of one service; all faults together. docs/remote-signing.md lists what each provider takes. */
export async function openRemoteSigning(
  json: unknown,
  world: RemoteSigningWorld,
): Promise<Result<RemoteSigning, RemoteSettingsFaults>> {
  const read = createSettingsReader(json, world.readSecret);
  const provider = read.oneOf('provider', remoteProviders);
  const name = read.optionalText('name') ?? usualNames[provider];
  const service = await openers[provider](read, name, world);
  const names = read.faults();
  return names.length > 0 ? refuse({ names }) : ok({ provider, name, service });
}

type Open = (
  read: SettingsReader,
  name: string,
  world: RemoteSigningWorld,
) => Promise<SigningService>;

const limitsIn = (read: SettingsReader): ExchangeLimits => ({
  ...usualLimits,
  timeoutMs: 1000 * read.number('timeoutSeconds', usualLimits.timeoutMs / 1000, 300),
});

const pollingIn = (read: SettingsReader): Polling => {
  const firstMs = 1000 * read.number('pollSeconds', usualPolling.firstMs / 1000, 60);
  return {
    firstMs,
    factor: usualPolling.factor,
    mostMs: Math.max(firstMs, usualPolling.mostMs),
    approvalMs: 1000 * read.number('approvalSeconds', usualPolling.approvalMs / 1000, 3600),
  };
};

/** What the four HTTP providers have in common. */
const sharedIn = (read: SettingsReader) => ({
  base: read.url('base'),
  hashesPerRequest: Math.floor(read.number('hashesPerRequest', 50, 1000)),
  limits: limitsIn(read),
  polling: pollingIn(read),
});

const openers: { readonly [P in RemoteProvider]: Open } = {
  async 'csc-v2'(read, name, world) {
    const shared = sharedIn(read);
    const client: CscClient = {
      clientId: read.text('clientId'),
      clientSecret: await read.secret('clientSecret'),
      grant: grantIn(read, shared.polling, world),
    };
    const authData = await read.secrets('authData');
    const accounts = { user: read.optionalText('user') ?? null, prefix: plainAccounts };
    return createCscV2({ name, ...shared, client, authData, accounts }, world.pace);
  },
  async 'smart-ca'(read, name, { pace }) {
    const spId = read.text('spId');
    const spPassword = await read.secret('spPassword');
    const accounts = { user: read.optionalText('user') ?? null, prefix: plainAccounts };
    return createSmartCa({ name, ...sharedIn(read), spId, spPassword, accounts }, pace);
  },
  async 'smart-ca-csc'(read, name, { pace }) {
    const account = {
      clientId: read.text('clientId'),
      clientSecret: await read.secret('clientSecret'),
      username: read.text('username'),
      password: await read.secret('password'),
    };
    return createSmartCaCsc({ name, ...sharedIn(read), ...account }, pace);
  },
  async 'my-sign'(read, name, { pace }) {
    const client = {
      clientId: read.text('clientId'),
      clientSecret: await read.secret('clientSecret'),
      profileId: read.text('profileId'),
    };
    const accounts = { user: read.optionalText('user') ?? null, prefix: mySignPrefix };
    return createMySign({ name, ...sharedIn(read), ...client, accounts }, pace);
  },
  async vgca(read, name, { pace, readSecret }) {
    const base = wssIn(read);
    const { approvalMs } = pollingIn(read);
    const file = read.text('trust');
    const trusted =
      file === 'system' ? getCACertificates('system') : [(await readSecret(file)) ?? ''];
    if (trusted.every((pem) => !pem.includes('-----BEGIN CERTIFICATE-----'))) read.fail('trust');
    const { mostOctets } = usualLimits;
    return createVgca({ name, base, trusted, approvalMs, mostOctets }, pace);
  },
};

/** wss on this machine alone: the holder's token is here. */
function wssIn(read: SettingsReader): URL {
  const text = read.optionalText('base') ?? 'wss://127.0.0.1:8987';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOurs =
    url?.protocol === 'wss:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url !== undefined && isOurs) return url;
  read.fail('base');
  return new URL('wss://127.0.0.1:8987');
}

function grantIn(
  read: SettingsReader,
  { approvalMs }: Polling,
  { pace, showAddress, donePage }: RemoteSigningWorld,
): CscClient['grant'] {
  const kind = read.oneOf('grant', ['client-credentials', 'authorization-code']);
  if (kind === 'client-credentials') return { kind };
  const redirectUri = read.url('redirectUri');
  const isLoopback = redirectUri.protocol === 'http:' && redirectUri.port !== '';
  if (!isLoopback) read.fail('redirectUri');
  const loopback = { redirectUri, show: showAddress, page: donePage, approvalMs };
  return { kind, browser: createLoopbackBrowser(loopback, pace) };
}
