import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import type { ServiceCertificate, SigningService } from '../../../app/signing/ports.ts';
import type { Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { parseCertificate } from '../../../format/certificate/certificate.ts';
import { holderIds } from '../../../format/certificate/holder.ts';
import { displayName } from '../../../format/certificate/name.ts';
import { serviceRefusalText } from '../../text/signing-service.ts';
import { signingServiceCommandText as t } from '../../text/signing-service-command.ts';
import { timeText } from '../../text/time.ts';
import { type Command, exit } from '../command.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import type { SettingsTrouble } from './serve.ts';

export interface SigningServiceDeps {
  /** Opens the service of a settings file; `showAddress` is called where the holder is asked in a browser. */
  open(
    file: string,
    showAddress: (url: URL) => void,
  ): Promise<Result<{ readonly name: string; readonly service: SigningService }, SettingsTrouble>>;
}

/** `hocba signing-service check`: tries a remote signing service before it is needed. */
export const signingServiceCommand = (deps: SigningServiceDeps): Command => ({
  name: 'signing-service',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const { settings, holder, json } = options;
    if (holder !== null && !/^(CCCD:\d{12}|MST:\d{10}(-\d{3})?)$/.test(holder)) {
      io.stderr(`${t.wrongHolder(holder)}\n`);
      return exit.usage;
    }
    const opened = await deps.open(settings, (url) => io.stderr(`${t.openAddress(url.href)}\n`));
    if (!opened.ok) {
      const { code, names } = opened.refusal;
      if (json) io.stdout(`${JSON.stringify({ code, names })}\n`);
      return settingsTrouble(opened.refusal, io);
    }
    const { name, service } = opened.value;
    const found = await service.certificates(holder, signal);
    if (!found.ok) {
      const { sentence, remedy } = serviceRefusalText(found.refusal);
      if (json) io.stdout(`${JSON.stringify(found.refusal)}\n`);
      io.stderr(`${sentence}\n${remedy ?? ''}\n`);
      return exit.refused;
    }
    const certificates = found.value.map(told);
    if (json) io.stdout(`${JSON.stringify({ name, certificates })}\n`);
    else if (certificates.length > 0) io.stdout(describe(name, certificates));
    if (certificates.length === 0) io.stderr(`${t.none(name)}\n`);
    return certificates.length === 0 ? exit.refused : exit.done;
  },
});

/** What a person tells a certificate by. */
interface Told {
  readonly name: string;
  readonly uid: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notAfter: Instant;
  readonly algorithm: string;
  readonly place: string;
}

function told({ certificate, algorithm, place }: ServiceCertificate): Told {
  const read = parseCertificate(Buffer.from(certificate.base64, 'base64'));
  assert(read.ok, 'a service offered a certificate that cannot be read');
  const { subject, issuer, serial, notAfter } = read.value;
  return {
    name: displayName(subject),
    uid: holderIds(read.value).join(', '),
    issuer: displayName(issuer),
    serial,
    notAfter,
    algorithm,
    place,
  };
}

function describe(name: string, certificates: readonly Told[]): string {
  const { labels } = t;
  const width = Math.max(...Object.values(labels).map(({ length }) => length)) + 2;
  const blocks = certificates.map((one) => {
    const rows: readonly (readonly [string, string])[] = [
      [labels.name, one.name],
      [labels.uid, one.uid],
      [labels.issuer, one.issuer],
      [labels.serial, one.serial],
      [labels.notAfter, timeText(one.notAfter)],
      [labels.algorithm, one.algorithm],
      [labels.place, one.place],
    ];
    return rows.map(([label, value]) => `  ${label.padEnd(width)}${value}`).join('\n');
  });
  return `${t.found(name, certificates.length)}\n\n${blocks.join('\n\n')}\n`;
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        settings: { type: 'string' },
        holder: { type: 'string' },
      },
    });
    const { settings, holder = null } = values;
    const [verb, ...others] = positionals;
    if (verb !== 'check' || others.length > 0 || settings === undefined) return undefined;
    return { settings, holder, json: values.json === true };
  } catch {
    return undefined;
  }
}
