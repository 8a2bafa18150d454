import type { Shape } from './settings-shape.ts';

/** Where private keys are used. Paths are absolute once the settings are read. */
export type SigningSettings =
  | {
      /** PKCS#12 files named after their holders; for trials and for organisations that keep their key so. */
      readonly kind: 'pkcs12';
      readonly directory: string;
      readonly password: string;
    }
  | {
      /** USB tokens through the signing agent of this machine, paired by `hocba pair`. */
      readonly kind: 'agent';
      /** As the agent's window shows it: «http://127.0.0.1:…». */
      readonly address: string;
      /** As whom this program is paired. */
      readonly origin: string;
      /** Where `hocba pair` keeps what the agent knows it by. */
      readonly tokenFile: string;
    }
  | {
      /** A remote service by CSC API v2. */
      readonly kind: 'csc';
      readonly name: string;
      readonly base: string;
      readonly clientId: string;
      readonly clientSecret: string;
      /** Loopback address for the browser's way back: the holder approves there. Absent: client credentials. */
      readonly redirectUri?: string;
      readonly pollMs?: number;
    }
  | {
      /** VNPT SmartCA for an integrating party. */
      readonly kind: 'smartca';
      readonly name: string;
      readonly base: string;
      readonly spId: string;
      readonly spPassword: string;
      readonly pollMs?: number;
    }
  | {
      /** Viettel MySign. */
      readonly kind: 'mysign';
      readonly name: string;
      readonly base: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly profileId: string;
      readonly pollMs?: number;
    }
  | {
      /** VGCA Sign Service on this machine. */
      readonly kind: 'vgca';
      readonly name: string;
      readonly base: string;
      /** PEM file with the certificate that may vouch for the service's TLS. */
      readonly trusted: string;
    };

/** Milliseconds between two questions whether the holder has approved. */
const pollMs: Shape = {
  either: [
    'absent',
    (value) => Number.isInteger(value) && Number(value) >= 50 && Number(value) <= 60_000,
  ],
};

export const signingShape: Shape = {
  by: 'kind',
  shapes: {
    pkcs12: { directory: 'text', password: 'text' },
    agent: { address: 'text', origin: 'text', tokenFile: 'text' },
    csc: {
      name: 'text',
      base: 'text',
      clientId: 'text',
      clientSecret: 'text',
      redirectUri: { either: ['absent', 'text'] },
      pollMs,
    },
    smartca: { name: 'text', base: 'text', spId: 'text', spPassword: 'text', pollMs },
    mysign: {
      name: 'text',
      base: 'text',
      clientId: 'text',
      clientSecret: 'text',
      profileId: 'text',
      pollMs,
    },
    vgca: { name: 'text', base: 'text', trusted: 'text' },
  },
};

/** The settings with their files found from where the settings file is. */
export function placedSigning(
  settings: SigningSettings,
  at: (place: string) => string,
): SigningSettings {
  switch (settings.kind) {
    case 'pkcs12':
      return { ...settings, directory: at(settings.directory) };
    case 'agent':
      return { ...settings, tokenFile: at(settings.tokenFile) };
    case 'vgca':
      return { ...settings, trusted: at(settings.trusted) };
    case 'csc':
    case 'smartca':
    case 'mysign':
      return settings;
  }
}
