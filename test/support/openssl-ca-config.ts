import type { ChildProcess } from 'node:child_process';

/** The configuration of one authority for `openssl req` and `openssl ca`; a section for each kind of certificate. */
export const caConfig = (name: string): string => `
[ req ]
distinguished_name = subject
string_mask = utf8only
[ subject ]
[ ca ]
default_ca = own
[ own ]
database = ${name}-index.txt
new_certs_dir = ${name}-issued
certificate = ${name}.pem
private_key = ${name}.key
serial = ${name}-serial
crlnumber = ${name}-crlnumber
default_md = sha256
policy = any
unique_subject = no
[ any ]
countryName = optional
commonName = supplied
userId = optional
[ root ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ time ]
${endEntity}
extendedKeyUsage = critical, timeStamping
[ time_plain ]
${endEntity}
extendedKeyUsage = timeStamping
[ time_and_mail ]
${endEntity}
extendedKeyUsage = critical, timeStamping, emailProtection
[ responder ]
${endEntity}
extendedKeyUsage = OCSPSigning
noCheck = ignored
[ responder_checked ]
${endEntity}
extendedKeyUsage = OCSPSigning
[ person ]
${endEntity}
authorityInfoAccess = OCSP;URI:http://127.0.0.1:8888/ocsp, caIssuers;URI:http://127.0.0.1:8888/ca
`;

const endEntity = `basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid`;

/** What `pattern` captures in the program's output; fails when the program ends before it says so. */
export const lineOf = (child: ChildProcess, pattern: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const read = (part: Buffer): void => {
      said += part.toString();
      const [, found] = pattern.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`ended: ${said}`)));
  });
