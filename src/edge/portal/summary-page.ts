import type { LookUpAnswer, RecordSummary } from '../../app/register/look-up-record.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { levelText, portalText, standingText, standingWord } from '../text/portal.ts';
import { schoolYearText, shortTimeText, timeText } from '../text/time.ts';
import { type Html, html } from './html.ts';
import { codeGroups, definitions, mono, type Page, statusBox, type Tone } from './page.ts';
import { birthDateField } from './search-page.ts';

const t = portalText.summary;

/** When the look-up was answered, and the digest on the copy that the visitor holds, if the address carried one. */
export interface Visit {
  readonly now: Instant;
  readonly heldSha256: string | null;
}

const tones: { readonly [S in LookUpAnswer['state']]: Tone } = {
  registered: 'wait',
  'in-force': 'good',
  recalled: 'bad',
};

/** What holds now, in words, with the reason of a recall. */
export function standingBox(
  { state, summary }: LookUpAnswer,
  now: Instant,
  tone: Tone = tones[state],
): Html {
  const { name, meaning } = standingText[state];
  const current = summary.versions.at(-1);
  const reason = current?.reason ?? null;
  const endedAt = current?.endedAt ?? null;
  const lines = html`<p>${meaning}</p>
${endedAt === null ? null : html`<p>${t.endedAt} ${timeText(endedAt)}.</p>`}
${reason === null ? null : html`<p>${t.reason} ${reason}</p>`}
<p>${t.asOf} ${timeText(now)}.</p>`;
  return statusBox(tone, { label: t.status, word: name, lines });
}

export const trialBox = ({ environment }: RecordSummary): Html | null =>
  environment === 'trial'
    ? statusBox('bad', {
        label: t.notice,
        word: t.trial,
        lines: html`<p>${t.trialMeaning}</p>`,
      })
    : null;

/** What anyone with the code may see: no name, no birth date. */
export const summaryPage = (answer: LookUpAnswer, visit: Visit): Page => ({
  title: t.title,
  main: html`<h1>${t.title}</h1>
${trialBox(answer.summary)}
${standingBox(answer, visit.now)}
${heldBox(answer.summary, visit.heldSha256)}
${facts(answer.summary)}
${answer.state === 'recalled' ? null : wholeForm(answer.summary)}
${history(answer.summary)}
<p class="again"><a href="/">${portalText.search.again}</a></p>`,
});

export const facts = (summary: RecordSummary): Html =>
  definitions([
    [t.code, codeGroups(summary.code)],
    [t.initials, summary.initials],
    [t.school, summary.schoolName],
    [t.level, levelText(summary.levelCode)],
    [t.grade, summary.grade],
    [t.year, schoolYearText(summary.year)],
    [t.version, summary.version],
    [t.registeredAt, timeText(summary.registeredAt)],
    [t.lockedAt, summary.lockedAt === null ? t.notLocked : timeText(summary.lockedAt)],
    [t.digest, mono(summary.sha256)],
  ]);

/** Whether the visitor's copy is one of the registered versions, and which. */
function heldBox({ versions, version }: RecordSummary, held: string | null): Html | null {
  if (held === null) return null;
  const found = versions.find(({ sha256 }) => sha256 === held);
  const box = (tone: Tone, word: string): Html =>
    statusBox(tone, { label: t.held, word, lines: null });
  if (found === undefined) return box('bad', t.heldUnknown);
  return found.version === version && found.standing !== 'recalled'
    ? box('good', t.heldCurrent)
    : box('bad', t.heldOld(found.version, found.standing));
}

function wholeForm({ code }: RecordSummary): Html {
  return html`<h2>${t.whole}</h2>
<p>${t.wholeIntro}</p>
<form class="form" method="post" action="/tra-cuu" autocomplete="off">
<input type="hidden" name="code" value="${code}">
${birthDateField(false, 'required')}
<button type="submit">${t.wholeSubmit}</button>
</form>`;
}

/** Every version that the register ever accepted: the old code keeps answering. */
function history({ versions }: RecordSummary): Html | null {
  if (versions.length < 2) return null;
  const { version, standing, registeredAt, endedAt } = t.historyColumns;
  return html`<h2>${t.history}</h2>
<table class="cards" role="table">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${version}</th><th role="columnheader" scope="col">${standing}</th><th role="columnheader" scope="col">${registeredAt}</th><th role="columnheader" scope="col">${endedAt}</th></tr></thead>
<tbody role="rowgroup">
${versions.map(
  (row) => html`<tr role="row">
<th role="rowheader" scope="row">${version} ${row.version}</th>
<td role="cell" data-label="${standing}">${standingWord[row.standing]}${row.reason === null ? null : html`. ${t.reason} ${row.reason}`}</td>
<td role="cell" class="time" data-label="${registeredAt}">${shortTimeText(row.registeredAt)}</td>
<td role="cell" class="time" data-label="${endedAt}">${row.endedAt === null ? portalText.record.none : shortTimeText(row.endedAt)}</td>
</tr>
`,
)}</tbody></table>`;
}
