import type { StoredRecord } from '../../../app/school/ports.ts';
import { classStanding, type Turn } from '../../../app/signing/class-turns.ts';
import { reviewSigning, type SigningReview } from '../../../app/signing/review-signing.ts';
import type { ItemFailure } from '../../../app/signing/sign-items.ts';
import { type SessionSummary, signSession, standingOf } from '../../../app/signing/sign-session.ts';
import type { PersonalId } from '../../../domain/person/identity.ts';
import { schoolActText } from '../../text/school-acts.ts';
import {
  sessionRefusalText,
  schoolCommandText as t,
  turnsText,
} from '../../text/school-command.ts';
import { signingTitles } from '../../text/signing.ts';
import { exit } from '../command.ts';
import { progressLine } from '../progress.ts';
import { wrap } from '../text-layout.ts';
import { reviewText } from './review-table.ts';
import {
  personIn,
  refusedAnswer,
  type SchoolAct,
  type SchoolActContext,
  type SchoolAnswer,
} from './school-command.ts';

/** `hocba review`: what one person is about to sign, as it will be signed. */
export const reviewAct: SchoolAct = {
  name: 'review',
  options: ['signer!'],
  async run(context) {
    const { school, classes } = context;
    const signer = signerIn(context);
    if (typeof signer !== 'string') return signer;
    const reviewed = await reviewSigning({ key: school.key, classes, signer }, school);
    if (!reviewed.ok) {
      const turns = await turnsIn(context);
      return {
        code: exit.done,
        document: { session: null, digest: null, rows: [], next: turns.map(turnDocument) },
        text: [t.review.nothing, ...turnsText(turns)].join('\n'),
      };
    }
    const document = reviewDocument(reviewed.value);
    const name = nameOf(signer, context);
    const next = signCommand(context, reviewed.value.session.digest);
    return {
      code: exit.done,
      document,
      text: reviewText(reviewed.value, name, context.io.columns, next),
    };
  },
};

function signerIn(context: SchoolActContext): PersonalId | SchoolAnswer {
  const words = context.values['signer'] ?? '';
  const signer = personIn(words, context.year);
  if (signer !== undefined) return signer;
  return refusedAnswer({ code: 'signer-unknown' }, t.personUnknown(words), exit.usage);
}

const nameOf = (signer: PersonalId, { year }: SchoolActContext): string =>
  year.yearbook.staff.find(({ personalId }) => personalId === signer)?.name ?? signer;

/** The command that signs what was just shown. */
function signCommand({ values, config }: SchoolActContext, digest: string): string {
  const classes = values['class'] === undefined ? '' : ` --class ${values['class']}`;
  const who = `--signer ${values['signer'] ?? ''}`;
  return `hocba sign ${who}${classes} --reviewed ${digest.slice(0, 12)} --config ${config}`;
}

const reviewDocument = ({ session, rows }: SigningReview) => ({
  session: session.id,
  digest: session.digest,
  signer: session.signer,
  rows: rows.map(({ item, content, cells, changes, lookedAt, warnings }) => {
    const { className, code, version, learner, slot } = item;
    const { name } = content.learner;
    const what = { className, code, version, learner, name, slot };
    return { ...what, cells, changes, lookedAt, warnings };
  }),
});

/** `hocba sign`: signs what was reviewed, under one PIN; a second run goes on with what is left. */
export const signAct: SchoolAct = {
  name: 'sign',
  options: ['signer!', 'reviewed'],
  async run(context) {
    const { school, classes, values, io, signal } = context;
    const signer = signerIn(context);
    if (typeof signer !== 'string') return signer;
    const request = { key: school.key, classes, signer, reviewed: values['reviewed'] ?? null };
    const line = progressLine(io, school.nowMs);
    line.start(t.sign.progress);
    const progress = (done: number, total: number): void => line.update(done, total);
    try {
      const world = { ...school, titles: signingTitles };
      const signed = await signSession(request, world, { signal, progress });
      if (!signed.ok) return refusedAnswer(signed.refusal, sessionRefusalText(signed.refusal));
      line.finish(t.sign.finished(signed.value.signed));
      return summaryAnswer(signed.value, await turnsIn(context), context);
    } catch (error) {
      // What was kept is told before the reason why it went no further.
      const kept = await keptSoFar(signer, context);
      if (kept !== undefined) io.stderr(`${t.sign.kept(kept.signed, kept.total)}\n`);
      throw error;
    }
  },
};

async function keptSoFar(signer: PersonalId, { school, classes }: SchoolActContext) {
  const session = await school.sessions.latest(school.key, signer, classes);
  if (session === undefined) return undefined;
  const records: StoredRecord[] = [];
  for (const className of classes) {
    records.push(...(await school.store.records({ ...school.key, className })));
  }
  return { signed: standingOf(session, records).signed.length, total: session.items.length };
}

function summaryAnswer(
  summary: SessionSummary,
  turns: readonly Turn[],
  { io, year }: SchoolActContext,
): SchoolAnswer {
  const { session, before, signed, left, failures, stopped } = summary;
  const total = session.items.length;
  const lines = [t.sign.done(before + signed, total)];
  if (before > 0) lines.push(t.sign.before(before));
  if (stopped !== null) {
    lines.push(schoolActText({ code: 'service-refused', refusal: stopped }));
  }
  if (failures.length > 0) {
    lines.push(t.sign.failed);
    for (const { item, refusal } of failures) {
      const learner = year.yearbook.learners.find(({ number }) => number === item.learner);
      const who = `${item.className} ${learner?.name ?? item.learner}`;
      lines.push(...wrap(`  ${who}: ${schoolActText(refusal)}`, io.columns));
    }
  }
  if (left > 0) lines.push(t.sign.left(left));
  lines.push(...turnsText(turns));
  return {
    code: left === 0 ? exit.done : exit.refused,
    document: {
      session: session.id,
      digest: session.digest,
      total,
      before,
      signed,
      left,
      failures: failures.map(failureDocument),
      stopped,
      next: turns.map(turnDocument),
    },
    text: lines.join('\n'),
  };
}

const failureDocument = ({ item, refusal }: ItemFailure) => {
  const { className, code, version, learner, slot } = item;
  const service = refusal.code === 'service-refused' ? { service: refusal.refusal } : {};
  return { className, code, version, learner, slot, failure: refusal.code, ...service };
};

export const turnDocument = ({ slot, signer, records }: Turn) => ({ slot, signer, records });

async function turnsIn({ school, classes }: SchoolActContext): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  for (const className of classes) {
    turns.push(...(await classStanding({ ...school.key, className }, school.store)).turns);
  }
  return turns;
}
