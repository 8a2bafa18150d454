import { fileURLToPath } from 'node:url';
import { type Authority, yearsAfter } from '../../adapter/authority/authority.ts';
import { writePkcs12 } from '../../adapter/authority/pkcs12.ts';
import { startChildRole } from '../../adapter/process/child-role.ts';
import { Outage } from '../../app/outage.ts';
import { epochMsOf, instantOf } from '../../domain/time/instant.ts';
import type { DemoEvent } from '../../edge/cli/commands/demo.ts';
import { type DemoHome, rolePort } from './home.ts';

/** What the time-stamp program reads. */
export interface TimeStampSettings {
  readonly host: string;
  readonly port: number;
  readonly pkcs12: string;
  readonly password: string;
}

export interface RunningTimeStamp {
  readonly url: string;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const program = fileURLToPath(new URL('./time-stamp-program.ts', import.meta.url));
const role = 'time-stamp';
/** A token must outlive its signers' certificates by years; the demo's CA stands for ten. */
const validYears = 8;
const dayMs = 24 * 3600 * 1000;

/** Starts the demo's time-stamp authority, with a new key and certificate by the demo's CA at every start. */
export async function startTimeStamp({
  home,
  authority,
  tell,
}: {
  readonly home: DemoHome;
  readonly authority: Authority;
  tell(event: DemoEvent): void;
}): Promise<RunningTimeStamp> {
  const password = await home.secret();
  const notBefore = instantOf(Date.now() - dayMs);
  const last = authority.ca.certificate.notAfter;
  const wanted = yearsAfter(notBefore, validYears);
  const validity = {
    notBefore:
      notBefore < authority.ca.certificate.notBefore
        ? authority.ca.certificate.notBefore
        : notBefore,
    notAfter: epochMsOf(wanted) < epochMsOf(last) ? wanted : last,
  };
  const name = 'Dấu thời gian thử nghiệm Học bạ số';
  const { certificate, privateKey } = await authority.issueTimeStamping(name, validity);
  const chain = [authority.ca.certificate, authority.root.certificate];
  const key = writePkcs12({ certificate, privateKey, chain, friendlyName: role }, password);
  const pkcs12 = await home.keep(`roles/${role}.p12`, key);
  const start = async (attempts: number): Promise<RunningTimeStamp> => {
    const port = await rolePort(home, role);
    const settings: TimeStampSettings = { host, port, pkcs12, password };
    const file = await home.keep(`roles/${role}.json`, `${JSON.stringify(settings, null, 2)}\n`);
    try {
      const child = await startChildRole({
        main: program,
        args: [file],
        log: (text) => tell({ code: 'role-says', role, text }),
        ended: (code) => tell({ code: 'role-ended', role, text: String(code) }),
      });
      return { url: `http://${host}:${port}/tsa`, stop: () => child.stop() };
    } catch (error) {
      // Between choosing a port and listening on it somebody else may have taken it.
      const isTaken = error instanceof Outage && error.code === 'role-ended-at-start';
      if (!isTaken || attempts <= 1) throw error;
      return start(attempts - 1);
    }
  };
  return start(4);
}
