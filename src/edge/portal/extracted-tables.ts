import type { ExtractedContent } from '../../domain/record/content.ts';
import type { ExtractedSubject } from '../../domain/record/extracted-form.ts';
import { markText } from '../text/assessment.ts';
import { olderConductText, olderStudyText, extractText as x } from '../text/extract.ts';
import { portalText } from '../text/portal.ts';
import { dateText } from '../text/time.ts';
import { type Html, html, type Part } from './html.ts';
import { definitions } from './page.ts';
import { head, markCell } from './record-tables.ts';

const t = portalText.record;

/** The year as the paper book has it, and which book that is. */
export const extractedSections = (content: ExtractedContent): Html => html`<h2>${x.title}</h2>
<p>${x.notComputed}</p>
${sourceFacts(content)}
<h2>${t.headings.subjects}</h2>
${subjectTable(content)}
<h2>${x.conduct}, ${x.study.toLowerCase()}</h2>
${resultTable(content)}
${resultFacts(content)}`;

const sourceFacts = ({ book, extractedBy, extractedOn }: ExtractedContent): Html =>
  definitions([
    [x.book, book.number],
    [x.bookSchool, `${book.schoolName}, ${book.provinceName}`],
    [x.bookHomeroom, book.homeroom],
    [x.bookHead, book.head],
    [x.bookSignedOn, book.signedOn === null ? null : dateText(book.signedOn)],
    [x.by, extractedBy.name],
    [x.on, dateText(extractedOn)],
  ]);

function subjectTable({ subjects }: ExtractedContent): Html {
  const s = t.subjects;
  return html`<table class="cards subjects" role="table">
<caption>${x.caption}</caption>
<thead role="rowgroup"><tr role="row">${head(s.subject)}${head(s.term1, 'mark')}${head(s.term2, 'mark')}${head(s.year, 'mark')}${head(x.reassessed, 'mark')}${head(x.teacher)}</tr></thead>
<tbody role="rowgroup">
${subjects.map(subjectRow)}</tbody></table>`;
}

function subjectRow({ name, results, comment, teacher }: ExtractedSubject): Html {
  const s = t.subjects;
  const by = teacher === null ? null : html`<span class="teacher">${s.teacher(teacher)}</span>`;
  return html`<tr role="row">
<th role="rowheader" scope="row">${name}</th>
${markCell(s.term1, results.term1)}${markCell(s.term2, results.term2)}${markCell(s.year, results.year)}${markCell(x.reassessed, results.reassessed)}
<td role="cell" data-label="${x.teacher}">${comment}${by}</td>
</tr>
`;
}

/** Điểm trung bình các môn, học lực and hạnh kiểm: one line for each term, the year, and after the summer. */
function resultTable({ result }: ExtractedContent): Html {
  const r = t.result;
  const { average, study, conduct } = result;
  const rows = [
    [r.term1, average.term1, conduct.term1, study.term1],
    [r.term2, average.term2, conduct.term2, study.term2],
    [r.year, average.year, conduct.year, study.year],
    [x.after, null, conduct.after, study.after],
  ] as const;
  const cell = (text: Part): Html => html`<td role="cell">${text ?? t.none}</td>`;
  return html`<table role="table">
<thead role="rowgroup"><tr role="row">${head(r.period)}${head(x.average)}${head(x.conduct)}${head(x.study)}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  ([label, mean, behaved, studied]) =>
    html`<tr role="row"><th role="rowheader" scope="row">${label}</th>${cell(mean === null ? null : markText(mean))}${cell(behaved === null ? null : olderConductText[behaved])}${cell(studied === null ? null : olderStudyText[studied])}</tr>
`,
)}</tbody></table>`;
}

const resultFacts = ({ result }: ExtractedContent): Html => {
  const r = t.result;
  return definitions([
    [r.absences, result.absences],
    [r.promotion, html`<strong>${result.promotionText}</strong>`],
    [r.completion, result.completionText],
  ]);
};
