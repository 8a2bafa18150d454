import type { RecordSummary } from '../../app/register/look-up-record.ts';
import type {
  ExtractedContent,
  ParentName,
  RecordContent,
  SecondaryContent,
} from '../../domain/record/content.ts';
import { signingForWords } from '../../domain/record/wording.ts';
import type { RecordReport } from '../../format/signature/report.ts';
import { ethnicText } from '../text/ethnic.ts';
import { extractText } from '../text/extract.ts';
import { learnerLabels, levelText, portalText, sexText } from '../text/portal.ts';
import { dateText, schoolYearText, timeText } from '../text/time.ts';
import { extractedSections } from './extracted-tables.ts';
import { type Html, html, type Part } from './html.ts';
import { codeGroups, definitions, mono, type Page } from './page.ts';
import { primarySections } from './primary-tables.ts';
import { resultTable, subjectTable } from './record-tables.ts';
import { signatureSection, verificationBox } from './report-section.ts';

const t = portalText.record;

/** The whole record with what was found out about it just now. */
export interface WholeRecord {
  readonly content: RecordContent;
  readonly report: RecordReport;
  readonly summary: RecordSummary;
  /** The standing and, for a trial record, its warning. */
  readonly boxes: Part;
}

/** The record as its form lays it out (annexes of Circulars 27/2020, 22/2021, 43/2021), then signatures, verification and the file. */
export function recordPage({ content, report, summary, boxes }: WholeRecord): Page {
  const { headings } = t;
  return {
    title: t.title,
    main: html`<div class="title">
<h1>${t.titleOf(levelText(content.school.levelCode))}</h1>
<p class="learner">${content.learner.name}</p>
<p>${t.subtitle(content.school.name, content.className, schoolYearText(content.year))}</p>
</div>
${report.verdict === 'invalid' ? [verificationBox(report), boxes] : [boxes, verificationBox(report)]}
<h2>${headings.learner}</h2>
${learnerSection(content)}
<h2>${headings.studies}</h2>
${studiesTable(content)}
${formSections(content, report)}
${commentSection(content)}
${approvalSection(content)}
<h2>${headings.signatures}</h2>
${signatureSection(report)}
<h2>${headings.file}</h2>
${fileSection(content, summary)}
<p class="again"><a href="/">${portalText.search.again}</a></p>`,
  };
}

function formSections(content: RecordContent, report: RecordReport): Html {
  if (content.kind === 'primary') return primarySections(content);
  if (content.kind === 'secondary') return secondarySections(content, report);
  return html`${extractedSections(content)}
${otherSection(content)}`;
}

const secondarySections = (content: SecondaryContent, report: RecordReport): Html =>
  html`<h2>${t.headings.subjects}</h2>
${subjectTable(content, report)}
<h2>${t.headings.result}</h2>
${resultTable(content.result)}
${resultFacts(content)}
${otherSection(content)}`;

const parent = (relative: ParentName | null): string | null => {
  if (relative === null) return null;
  const { name, job } = relative;
  return job === null ? name : `${name}. ${t.learner.job} ${job}`;
};

function learnerSection({ learner, school }: RecordContent): Html {
  const l = { ...t.learner, ...learnerLabels(school.levelCode) };
  return definitions([
    [l.name, html`<strong>${learner.name}</strong>`],
    [l.sex, learner.sex === null ? null : sexText[learner.sex]],
    [l.birthDate, dateText(learner.birthDate)],
    [l.birthPlace, learner.birthPlace],
    [l.homeTown, learner.homeTown],
    [l.ethnic, ethnicText(learner.ethnicCode)],
    [
      l.nationality,
      learner.nationality === 'VN' ? l.vietnamese : l.otherNationality(learner.nationality),
    ],
    [l.policy, learner.policyBeneficiary],
    [l.address, learner.currentAddress],
    [l.father, parent(learner.father)],
    [l.mother, parent(learner.mother)],
    [l.guardian, parent(learner.guardian)],
    [l.number, mono(learner.number)],
    [l.personalId, learner.personalId === null ? null : mono(learner.personalId)],
    [l.passport, learner.passport === null ? null : mono(learner.passport)],
    [l.register, learner.registerNumber],
    [l.notAssessed, learner.notAssessed ? t.yes : null],
  ]);
}

function studiesTable({ studies }: RecordContent): Html {
  const s = t.studies;
  return html`<table class="cards" role="table">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${s.year}</th><th role="columnheader" scope="col">${s.class}</th><th role="columnheader" scope="col">${s.school}</th><th role="columnheader" scope="col">${s.arrived}</th></tr></thead>
<tbody role="rowgroup">
${studies.map(
  (period) => html`<tr role="row">
<th role="rowheader" scope="row">${schoolYearText(period.year)}</th>
<td role="cell" data-label="${s.class}">${period.className}</td>
<td role="cell" data-label="${s.school}">${period.schoolName}, ${period.provinceName}</td>
<td role="cell" data-label="${s.arrived}">${period.arrivedOn === null ? t.none : dateText(period.arrivedOn)}</td>
</tr>
`,
)}</tbody></table>`;
}

function resultFacts({ result }: SecondaryContent): Html {
  const r = t.result;
  const promotion = `${result.promoted ? r.promoted : r.notPromoted}`;
  return definitions([
    [r.absences, result.absences],
    [
      r.promotion,
      result.promotionText.startsWith(promotion)
        ? html`<strong>${result.promotionText}</strong>`
        : html`<strong>${promotion}</strong>. ${result.promotionText}`,
    ],
    [r.completion, result.completionText],
  ]);
}

/** Certificates, competitions and awards, where there are any. */
function otherSection({
  certificate,
  competition,
  result,
}: SecondaryContent | ExtractedContent): Html | null {
  if (certificate === null && competition === null && result.award === null) return null;
  const o = t.other;
  return html`<h2>${t.headings.other}</h2>
${definitions([
  [o.certificate, certificate],
  [o.competition, competition],
  [o.award, result.award],
])}`;
}

function commentSection(content: RecordContent): Html {
  const { homeroomComment } = content;
  const c = t.comments;
  return html`<h2>${t.headings.comments}</h2>
${definitions([
  [c.homeroom, homeroomComment ?? t.none],
  [c.summer, content.kind === 'primary' ? null : content.summerComment],
  [c.homeroomTeacher, content.kind === 'extracted' ? null : content.homeroom.name],
])}`;
}

function approvalSection(content: RecordContent): Html {
  const a = t.approval;
  const { title, name, onBehalf } = content.head;
  return html`<h2>${t.headings.approval(onBehalf ?? title)}</h2>
<div class="approval">
<p>${a.place(content.issuedAt, dateText(content.issuedOn))}</p>
${onBehalf === null ? null : html`<p><strong>${signingForWords(onBehalf)}</strong></p>`}
<p>${title}: <strong>${name}</strong></p>
</div>
${definitions([
  [a.inForce, dateText(content.inForceFrom)],
  [a.circular, content.kind === 'extracted' ? extractText.circular(content) : content.circular],
  [a.extracted, content.extracted ? t.yes : null],
])}`;
}

/** The birth date travels in the form's body: an address would keep it in histories and logs. */
function fileSection({ code, learner }: RecordContent, summary: RecordSummary): Html {
  const s = portalText.summary;
  return html`<p>${t.file.intro}</p>
${definitions([
  [s.code, codeGroups(code)],
  [s.version, summary.version],
  [s.registeredAt, timeText(summary.registeredAt)],
  [s.lockedAt, summary.lockedAt === null ? s.notLocked : timeText(summary.lockedAt)],
  [s.digest, mono(summary.sha256)],
])}
<form method="post" action="/tra-cuu/${code}/xml">
<input type="hidden" name="birthDate" value="${learner.birthDate}">
<button type="submit">${t.file.download}</button>
</form>`;
}
