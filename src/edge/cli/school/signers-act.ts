import { signersOfRecords } from '../../../app/school/signers-of-records.ts';
import { stateSigners } from '../../../app/school/state-signers.ts';
import { parseCivilDate } from '../../../domain/time/civil-date.ts';
import { appointmentsOfYear } from '../../../domain/trust/appointments-of-year.ts';
import { schoolActText } from '../../text/school-acts.ts';
import { schoolCommandText as t } from '../../text/school-command.ts';
import { exit } from '../command.ts';
import { refusedAnswer, type SchoolAct } from './school-command.ts';

/**
 * `hocba signers`: proposes to the Department the certificates that the records are signed with, and states who signs in
 * which role this year. Said again, it changes nothing.
 */
export const signersAct: SchoolAct = {
  name: 'signers',
  options: ['decision!', 'decided!', 'from!', 'until'],
  async run({ school, year, classes, values, signal }) {
    const { register, sender, environment, clerk } = school;
    if (register === null) return refusedAnswer({ code: 'no-register' }, t.noRegister);
    const on = parseCivilDate(values['decided'] ?? '');
    const from = parseCivilDate(values['from'] ?? '');
    const until = values['until'] === undefined ? null : parseCivilDate(values['until']);
    if (on === undefined || from === undefined || until === undefined) {
      return refusedAnswer({ code: 'date-unknown' }, t.signers.dateUnknown, exit.usage);
    }
    const { keys } = school.seal(signal);
    const certificates = await signersOfRecords(
      classes.map((className) => ({ ...school.key, className })),
      { kind: 'school', ...sender },
      { store: school.store, seal: keys },
    );
    const decision = { number: values['decision'] ?? '', on };
    const appointments = appointmentsOfYear(year.yearbook, { clerk, decision, from, until });
    const statement = { certificates, withdrawals: [], appointments, endings: [] };
    const world = { ...school, keys, register: register.line };
    const stated = await stateSigners(school.key.school, statement, { sender, environment }, world);
    if (!stated.ok) return refusedAnswer(stated.refusal, schoolActText(stated.refusal));
    const counts = { certificates: certificates.length, appointments: appointments.length };
    return {
      code: exit.done,
      document: { message: stated.value, ...counts },
      text: t.signers.stated(stated.value, counts.certificates, counts.appointments),
    };
  },
};
