import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Credential } from '../../src/adapter/authority/issue.ts';
import { usualLimits } from '../../src/adapter/remote-signing/exchange.ts';
import { createVgca, type VgcaSettings } from '../../src/adapter/remote-signing/vgca.ts';
import type { SigningService } from '../../src/app/signing/ports.ts';
import type { VgcaServerConfig } from '../servers/vgca.ts';
import {
  fastPace,
  holderConfigOf,
  type SigningServer,
  startSigningServer,
} from './signing-server.ts';

export interface VgcaServer extends SigningServer {
  readonly settings: VgcaSettings;
  service(settings?: Partial<VgcaSettings>): SigningService;
}

/** A self-signed TLS pair for an address, by the openssl program. */
export function makeTlsPair(address: string): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hocba-tls-'));
  try {
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=VGCA thu nghiem', '-addext', `subjectAltName=IP:${address}`];
    const files = ['-keyout', key, '-out', cert, '-days', '2'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'].concat(
        files,
        subject,
      ),
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The VGCA test server with this holder's token; its clients trust its own certificate and nothing else. */
export async function startVgcaServer(
  holder: Credential,
  issuers: readonly Credential[],
  options: Partial<VgcaServerConfig> = {},
): Promise<VgcaServer> {
  const tls = makeTlsPair('127.0.0.1');
  const config = { holder: holderConfigOf(holder, issuers), tls, frames: 3, ...options };
  const server = await startSigningServer('vgca', config);
  const settings: VgcaSettings = {
    name: 'VGCA',
    base: new URL(`wss://127.0.0.1:${server.port}`),
    trusted: [tls.cert],
    approvalMs: 2000,
    mostOctets: usualLimits.mostOctets,
  };
  return {
    ...server,
    settings,
    service: (own = {}) => createVgca({ ...settings, ...own }, fastPace()),
  };
}
