import type { RecordReport, Verdict } from '../../format/signature/report.ts';
import { slotOutcomes } from '../slot-outcome.ts';
import { portalText } from '../text/portal.ts';
import { shortTimeText, timeText } from '../text/time.ts';
import {
  distinctSentences,
  findingText,
  slotRoleText,
  verdictMeaning,
  verdictText,
} from '../text/verify.ts';
import { type Html, html } from './html.ts';
import { statusBox, type Tone } from './page.ts';

const t = portalText.record;

const tones: { readonly [V in Verdict]: Tone } = {
  valid: 'good',
  invalid: 'bad',
  undetermined: 'wait',
};

/** The verdict over the bytes that the register holds, as of now, with every check that did not pass. */
export function verificationBox(report: RecordReport): Html {
  const { verdict, asOf, content } = report;
  const open = report.findings.filter(({ outcome }) => outcome !== 'passed');
  const texts = open.map((finding) => ({ ...finding, ...findingText(finding, content) }));
  const sentences = distinctSentences(texts);
  const remedies = [...new Set(texts.map(({ remedy }) => remedy).filter((text) => text !== null))];
  const proven = report.findings.find(({ code }) => code.startsWith('time-proven-'));
  const proof = proven && findingText(proven, content);
  const list = (title: string, items: readonly string[]): Html | null =>
    items.length === 0
      ? null
      : html`<p><strong>${title}</strong></p>
<ul>${items.map((text) => html`<li>${text}</li>`)}</ul>`;
  return statusBox(tones[verdict], {
    label: t.headings.verification,
    word: verdictText[verdict],
    lines: html`<p>${verdictMeaning[verdict]}</p>
<p>${t.verification.asOf} ${timeText(asOf)}.</p>
${proof === undefined ? null : html`<p>${proof.sentence}</p>`}
${list(t.verification.wrong, sentences)}${list(t.verification.todo, remedies)}`,
  });
}

/** Who signed what, and when, in signing order. */
export function signatureSection(report: RecordReport): Html {
  const s = t.signatures;
  const rows = [...slotOutcomes(report)].map(([slot, outcome]) => {
    const facts = report.signatures.find((signature) => signature.slot === slot);
    return html`<tr role="row">
<th role="rowheader" scope="row">${facts?.signer ?? t.none}</th>
<td role="cell" data-label="${s.role}">${slotRoleText(slot, report.content)}</td>
<td role="cell" class="time" data-label="${s.at}">${facts === undefined ? t.none : shortTimeText(facts.signedAt)}</td>
<td role="cell" class="outcome ${outcome}" data-label="${s.outcome}">${t.outcomes[outcome]}</td>
</tr>
`;
  });
  const head = (label: string): Html => html`<th role="columnheader" scope="col">${label}</th>`;
  return html`<table class="cards signatures" role="table">
<thead role="rowgroup"><tr role="row">${head(s.signer)}${head(s.role)}${head(s.at)}${head(s.outcome)}</tr></thead>
<tbody role="rowgroup">
${rows}</tbody></table>`;
}
