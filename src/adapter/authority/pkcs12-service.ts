import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Outage } from '../../app/outage.ts';
import type { SigningService } from '../../app/signing/ports.ts';
import { readPkcs12 } from './read-pkcs12.ts';
import { type SoftwareCredential, softwareService } from './software-service.ts';

/**
 * PKCS#12 files of one folder as a signing service: `CCCD-<số định danh>.p12` for a person, `MST-<mã số thuế>.p12` for
 * an organisation, as `hocba demo --export` writes them. A file is opened once.
 */
export function pkcs12Service(folder: string, password: string): SigningService {
  const opened = new Map<string, SoftwareCredential>();
  const open = async (name: string): Promise<SoftwareCredential> => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const read = readPkcs12(await readFile(path.join(folder, name)), password);
    if (!read.ok) throw new Outage('key-file-unreadable', { fact: read.refusal.code });
    const { certificate, privateKey, chain } = read.value;
    const credential = {
      id: name,
      certificate,
      privateKey,
      issuers: chain.map(({ der }) => Buffer.from(der).toString('base64')),
      place: name,
    };
    opened.set(name, credential);
    return credential;
  };
  return softwareService(async (holder) => {
    const wanted = holder === null ? /\.p12$/ : `${holder.replace(':', '-')}.p12`;
    const names = await readdir(folder).catch((cause: unknown) => {
      throw new Outage('key-file-unreadable', { fact: folder, cause });
    });
    const own = names.filter((name) =>
      typeof wanted === 'string' ? name === wanted : wanted.test(name),
    );
    return Promise.all(own.sort().map(open));
  });
}
