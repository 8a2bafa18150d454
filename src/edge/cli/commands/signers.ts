import { signersCommandText as t } from '../../text/signers-command.ts';
import { type Command, exit } from '../command.ts';
import { appointmentVerbs } from '../signers/appointment-verbs.ts';
import { certificateVerbs, type Verb } from '../signers/certificate-verbs.ts';
import { atDesk, type SignerDeps } from '../signers/desk.ts';
import { readSignerOptions } from '../signers/options.ts';

function command(
  name: 'certificates' | 'appointments',
  verbs: ReadonlyMap<string, Verb>,
  deps: SignerDeps,
): Command {
  const { summary, usage } = t[name];
  return {
    name,
    summary,
    usage,
    async run(args, io) {
      const options = readSignerOptions(args);
      const verb = verbs.get(options?.verb ?? '');
      if (options === undefined || verb === undefined) {
        io.stderr(`${t.unknownVerb(options?.verb)}\nhocba ${usage}\n`);
        return exit.usage;
      }
      const asked = { config: options.values.config, json: options.json, usage };
      return atDesk(deps, asked, io, (desk) => verb(desk, options, deps, io.columns));
    },
  };
}

/** `hocba certificates`: the province's register of certificates. */
export const certificatesCommand = (deps: SignerDeps): Command =>
  command('certificates', certificateVerbs, deps);

/** `hocba appointments`: who may sign where, by the province's register. */
export const appointmentsCommand = (deps: SignerDeps): Command =>
  command('appointments', appointmentVerbs, deps);
