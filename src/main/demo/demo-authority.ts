import { type Authority, createAuthority, yearsAfter } from '../../adapter/authority/authority.ts';
import { loadAuthority, saveAuthority } from '../../adapter/authority/authority-store.ts';
import { writePkcs12 } from '../../adapter/authority/pkcs12.ts';
import type { Yearbook } from '../../domain/school/yearbook.ts';
import { epochMsOf, type Instant, instantOf } from '../../domain/time/instant.ts';
import { writePem } from '../../format/certificate/pem.ts';
import type { DemoHome } from './home.ts';

const dayMs = 24 * 3600 * 1000;
const folder = 'authority';
/** Where the roles find certificates and CRLs. */
export const trustFolder = 'trust';

/** The demo's certification authority: loaded, or made at the first start. */
export async function openAuthority(home: DemoHome, now: Instant): Promise<Authority> {
  const secret = await home.secret();
  const known = await loadAuthority(home.at(folder), secret);
  if (known.ok) return known.value;
  if (known.refusal.code !== 'authority-not-found') {
    throw new Error(`the demo's authority: ${known.refusal.code}`);
  }
  const authority = await createAuthority({
    name: 'Cơ quan chứng thực thử nghiệm Học bạ số',
    crlBase: 'http://ca.hocba.example',
    // Signing times are compared with the validity: a clock that is a little late must not matter.
    validFrom: instantOf(epochMsOf(now) - dayMs),
  });
  await saveAuthority(authority, home.at(folder), secret);
  return authority;
}

/** Gives a certificate to every organisation and staff member who has none yet; kept at once. */
export async function enlist(
  authority: Authority,
  home: DemoHome,
  wanted: {
    readonly organisations: readonly { readonly name: string; readonly taxCode: string }[];
    readonly yearbook?: Yearbook;
    readonly now: Instant;
  },
): Promise<void> {
  const notBefore = instantOf(epochMsOf(wanted.now) - dayMs);
  const validity = { notBefore, notAfter: yearsAfter(notBefore, 3) };
  const { yearbook } = wanted;
  const schools = wanted.organisations
    .filter(({ taxCode }) => !authority.issued.has(`MST:${taxCode}`))
    .map((subject) => ({ kind: 'school' as const, subject, validity }));
  const people = (yearbook?.staff ?? []).flatMap(({ name, personalId, position }) => {
    if (personalId === null || authority.issued.has(`CCCD:${personalId}`)) return [];
    const organization = yearbook?.school.name ?? '';
    const subject = {
      name,
      personalId,
      organization,
      ...(position === null ? {} : { title: position }),
    };
    return [{ kind: 'person' as const, subject, validity }];
  });
  if (schools.length + people.length === 0) return;
  await authority.issueAll([...schools, ...people]);
  await saveAuthority(authority, home.at(folder), await home.secret());
}

/** Writes root, CA and fresh CRLs where the roles read them. Answers the files. */
export async function publishTrust(
  authority: Authority,
  home: DemoHome,
  now: Instant,
): Promise<readonly string[]> {
  const crls = authority.crls({
    number: Math.floor(epochMsOf(now) / 1000),
    thisUpdate: instantOf(epochMsOf(now) - dayMs),
    nextUpdate: instantOf(epochMsOf(now) + 30 * dayMs),
  });
  return [
    await home.keep(
      `${trustFolder}/root.pem`,
      writePem('CERTIFICATE', authority.root.certificate.der),
    ),
    await home.keep(`${trustFolder}/ca.pem`, writePem('CERTIFICATE', authority.ca.certificate.der)),
    await home.keep(`${trustFolder}/root.crl`, crls.root),
    await home.keep(`${trustFolder}/ca.crl`, crls.ca),
  ];
}

/** One key as a PKCS#12 file: what a role or a person would hold. */
export function keyFileOf(authority: Authority, id: string, password: string): Buffer {
  const credential = authority.issued.get(id);
  if (credential === undefined) throw new Error(`no key for ${id}`);
  const { certificate, privateKey } = credential;
  const chain = [authority.ca.certificate, authority.root.certificate];
  return writePkcs12({ certificate, privateKey, chain, friendlyName: id }, password);
}
