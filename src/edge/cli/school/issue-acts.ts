import { currentRecords } from '../../../app/school/current-records.ts';
import { issueClass } from '../../../app/school/issue-class.ts';
import { sealClass } from '../../../app/school/seal-class.ts';
import { classStanding } from '../../../app/signing/class-turns.ts';
import { schoolActText } from '../../text/school-acts.ts';
import { schoolCommandText as t, turnsText } from '../../text/school-command.ts';
import { exit } from '../command.ts';
import { progressLine } from '../progress.ts';
import { table } from '../text-layout.ts';
import {
  numberOf,
  refusedAnswer,
  type SchoolAct,
  type SchoolActContext,
} from './school-command.ts';
import { turnDocument } from './signing-acts.ts';

/** Records of a class that are closed and still lack a signature. */
async function lackingIn({ school }: SchoolActContext, className: string): Promise<number> {
  const records = currentRecords(await school.store.records({ ...school.key, className }));
  return records.filter(({ state }) => state.state === 'closed' || state.state === 'signing')
    .length;
}

/** `hocba seal`: the school's certificate over everything that all people have signed. */
export const sealAct: SchoolAct = {
  name: 'seal',
  options: [],
  async run(context) {
    const { school, classes, year, io, signal } = context;
    const clerk = numberOf(school.clerk, year);
    if (clerk === undefined) return refusedAnswer({ code: 'actor-unknown' }, t.actorUnknown);
    const sealing = school.seal(signal);
    const line = progressLine(io, school.nowMs);
    const done: { className: string; sealed: number; left: number }[] = [];
    for (const className of classes) {
      line.start(`${t.seal.progress} ${className}`);
      const progress = (count: number, total: number): void => line.update(count, total);
      const key = { ...school.key, className };
      const world = { ...school, keys: sealing.keys };
      const sealed = await sealClass(key, clerk, world, { signal, progress });
      if (!sealed.ok) {
        const refusal = sealing.refusal();
        const why =
          refusal === undefined ? sealed.refusal : { code: 'service-refused' as const, refusal };
        return refusedAnswer(why, schoolActText(why));
      }
      const left = await lackingIn(context, className);
      line.finish(t.seal.finished(sealed.value));
      done.push({ className, sealed: sealed.value, left });
    }
    const lines = done.flatMap(({ className, sealed, left }) => [
      t.seal.sealed(className, sealed),
      ...(left > 0 ? [t.waiting(className, left)] : []),
    ]);
    return {
      code: done.some(({ left }) => left > 0) ? exit.refused : exit.done,
      document: { classes: done },
      text: lines.join('\n'),
    };
  },
};

/** `hocba issue`: every sealed record becomes a file that verifies from its bytes. */
export const issueAct: SchoolAct = {
  name: 'issue',
  options: [],
  async run(context) {
    const { school, classes, year } = context;
    const by = numberOf(school.clerk, year);
    if (by === undefined) return refusedAnswer({ code: 'actor-unknown' }, t.actorUnknown);
    const { environment } = school;
    const done: { className: string; issued: number; left: number }[] = [];
    for (const className of classes) {
      const key = { ...school.key, className };
      const issued = await issueClass(key, { by, environment }, school);
      if (!issued.ok) return refusedAnswer(issued.refusal, schoolActText(issued.refusal));
      const left = await lackingIn(context, className);
      done.push({ className, issued: issued.value, left });
    }
    const lines = done.flatMap(({ className, issued, left }) => [
      t.issued(className, issued),
      ...(left > 0 ? [t.waiting(className, left)] : []),
    ]);
    return {
      code: done.some(({ left }) => left > 0) ? exit.refused : exit.done,
      document: { classes: done },
      text: lines.join('\n'),
    };
  },
};

/** `hocba status`: where each class stands, whose turn it is, whose signatures were lost. */
export const statusAct: SchoolAct = {
  name: 'status',
  options: [],
  async run({ school, classes, year, io }) {
    const standings = [];
    for (const className of classes) {
      standings.push(await classStanding({ ...school.key, className }, school.store));
    }
    const learnerOf = (number: string): string =>
      year.yearbook.learners.find((one) => one.number === number)?.name ?? number;
    const staffOf = (id: string): string =>
      year.yearbook.staff.find(({ personalId }) => personalId === id)?.name ?? id;
    const lost = standings.flatMap(({ className, withdrawn }) =>
      withdrawn.map(({ slot, signer, at, record }) => ({
        className,
        code: record.code,
        learner: record.state.state === 'absent' ? '' : record.state.learner,
        slot,
        signer,
        at,
      })),
    );
    const rows = standings.map(({ className, states }) => [
      className,
      String([...states.values()].reduce((sum, one) => sum + one, 0)),
      [...states].map(([state, count]) => `${count} ${t.status.states[state] ?? state}`).join(', '),
    ]);
    const lines = table([[...t.status.columns], ...rows], io.columns);
    const turns = standings.flatMap(({ className, turns: own }) =>
      own.length === 0 ? [] : ['', `${className}. ${turnsText(own).join('\n')}`],
    );
    const words = lost.map(({ className, learner, signer }) => {
      return `  ${className} ${learnerOf(learner)}: ${staffOf(signer)}`;
    });
    const losses = words.length === 0 ? [] : ['', t.status.withdrawn, ...words];
    return {
      code: exit.done,
      document: {
        classes: standings.map(({ className, states, turns: own }) => ({
          className,
          states: Object.fromEntries(states),
          next: own.map(turnDocument),
          withdrawn: lost.filter((one) => one.className === className),
        })),
      },
      text: [...lines, ...turns, ...losses].join('\n'),
    };
  },
};
