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
      /** A remote signing service, by its own settings file (docs/remote-signing.md). */
      readonly kind: 'remote';
      readonly settings: string;
    };

export const signingShape: Shape = {
  by: 'kind',
  shapes: {
    pkcs12: { directory: 'text', password: 'text' },
    agent: { address: 'text', origin: 'text', tokenFile: 'text' },
    remote: { settings: 'text' },
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
    case 'remote':
      return { ...settings, settings: at(settings.settings) };
  }
}
