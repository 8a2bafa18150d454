import { closeClass, type LostSignature, reopenClass } from '../../../app/school/close-class.ts';
import { mendSchool } from '../../../app/school/mend-school.ts';
import { parseMends } from '../../../app/school/parse-mends.ts';
import type { PersonalId } from '../../../domain/person/identity.ts';
import { parseRecordCode } from '../../../domain/record/content.ts';
import { vietnamDate } from '../../../domain/time/instant.ts';
import { cliText } from '../../text/cli.ts';
import { schoolActText } from '../../text/school-acts.ts';
import { schoolCommandText as t } from '../../text/school-command.ts';
import { slotRoleText } from '../../text/signing.ts';
import { exit } from '../command.ts';
import { table } from '../text-layout.ts';
import {
  numberOf,
  personIn,
  refusedAnswer,
  type SchoolAct,
  type SchoolActContext,
  type SchoolAnswer,
} from './school-command.ts';

/** Who acts: the person that was named, or the head. */
function actorIn({ values, year }: SchoolActContext): PersonalId | SchoolAnswer {
  const { by } = values;
  if (by === undefined) {
    const head = numberOf(year.yearbook.school.head, year);
    return head ?? refusedAnswer({ code: 'actor-unknown' }, t.actorUnknown);
  }
  const person = personIn(by, year);
  return person ?? refusedAnswer({ code: 'actor-unknown' }, t.personUnknown(by), exit.usage);
}

/** `hocba close`: the content becomes bytes; signatures that no longer cover them are named. */
export const closeAct: SchoolAct = {
  name: 'close',
  options: ['by'],
  async run(context) {
    const { school, classes, io } = context;
    const by = actorIn(context);
    if (typeof by !== 'string') return by;
    const { environment, place, clock, key } = school;
    const day = { environment, place, on: vietnamDate(clock.now()) };
    const done: { className: string; closed: number; withdrawn: readonly LostSignature[] }[] = [];
    for (const className of classes) {
      const closed = await closeClass({ ...key, className }, { by, day }, school);
      if (!closed.ok) {
        for (const one of done) io.stderr(`${closedLine(one)}\n`);
        return refusedAnswer(closed.refusal, schoolActText(closed.refusal));
      }
      done.push({ className, ...closed.value });
    }
    const lost = done.flatMap(({ className, withdrawn }) =>
      withdrawn.map(({ learner, signer, name, slot }) => {
        return [className, learner.name, name ?? signer, slotRoleText(slot)];
      }),
    );
    const words = lost.length === 0 ? [] : ['', t.close.withdrawn];
    const lines = lost.length === 0 ? [] : table([[...t.close.columns], ...lost], io.columns);
    return {
      code: exit.done,
      document: { classes: done.map(closedDocument) },
      text: [...done.map(closedLine), ...words, ...lines].join('\n'),
    };
  },
};

const closedLine = ({ className, closed }: { className: string; closed: number }): string =>
  closed === 0 ? t.close.nothing(className) : t.close.closed(className, closed);

const closedDocument = ({
  className,
  closed,
  withdrawn,
}: {
  readonly className: string;
  readonly closed: number;
  readonly withdrawn: readonly LostSignature[];
}) => ({
  className,
  closed,
  withdrawn: withdrawn.map(({ code, learner, slot, signer, name }) => {
    return { code, learner: learner.number, name: learner.name, slot, signer, signerName: name };
  }),
});

/** `hocba reopen`: content may change again, for a stated reason. */
export const reopenAct: SchoolAct = {
  name: 'reopen',
  options: ['class!', 'reason!', 'record', 'by'],
  async run(context) {
    const { school, classes, values } = context;
    const by = actorIn(context);
    if (typeof by !== 'string') return by;
    const codes = values['record']?.split(',').map((code) => parseRecordCode(code.trim()) ?? code);
    const request = {
      by,
      reason: values['reason'] ?? '',
      ...(codes === undefined ? {} : { codes }),
    };
    const done: { className: string; reopened: number }[] = [];
    for (const className of classes) {
      const reopened = await reopenClass({ ...school.key, className }, request, school);
      if (!reopened.ok) return refusedAnswer(reopened.refusal, schoolActText(reopened.refusal));
      done.push({ className, reopened: reopened.value });
    }
    return {
      code: exit.done,
      document: { classes: done },
      text: done.map(({ className, reopened }) => t.reopened(className, reopened)).join('\n'),
    };
  },
};

/** `hocba mend`: what is missing after the import, from a file of mends. */
export const mendAct: SchoolAct = {
  name: 'mend',
  options: ['file!'],
  async run({ school, values, readText }) {
    const file = values['file'] ?? '';
    const text = await readText(file);
    if (text === undefined) {
      return refusedAnswer({ code: 'file-missing' }, cliText.fileMissing(file), exit.unreadable);
    }
    const mends = parseMends(text);
    if (!mends.ok) {
      const paths = mends.refusal.map(({ path }) => path).join(', ');
      const words = `${cliText.notJson(file)} (${paths})`;
      return refusedAnswer({ code: 'file-unreadable' }, words, exit.unreadable);
    }
    let records = 0;
    for (const mend of mends.value) {
      const mended = await mendSchool(school.key, mend, school);
      if (!mended.ok) {
        const refusal = { code: 'mend-refused' as const, mend, refusal: mended.refusal };
        return refusedAnswer(refusal, schoolActText(refusal));
      }
      records += mended.value;
    }
    const count = mends.value.length;
    return { code: exit.done, document: { mends: count, records }, text: t.mended(count, records) };
  },
};
