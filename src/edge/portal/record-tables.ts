import type {
  PeriodResult,
  SecondaryContent,
  SpecialTopicMarks,
  SubjectResult,
  YearResult,
} from '../../domain/record/content.ts';
import { type Slot, teacherSlot } from '../../domain/record/slot.ts';
import { vietnamDate } from '../../domain/time/instant.ts';
import type { RecordReport } from '../../format/signature/report.ts';
import { slotOutcomes } from '../slot-outcome.ts';
import { commentLevelText, markText } from '../text/assessment.ts';
import { portalText, studyText } from '../text/portal.ts';
import { dateText } from '../text/time.ts';
import { type Html, html, type Part } from './html.ts';

const t = portalText.record;

type Mark = PeriodResult<number | 'D' | 'CD'>;

const markOf = (mark: Mark): string => {
  if (mark === null) return t.none;
  if (mark === 'exempt') return t.subjects.exempt;
  return typeof mark === 'number' ? markText(mark) : commentLevelText[mark];
};

/** A mark, a level or «Miễn» under its column's label. */
export const markCell = (label: string, mark: Mark): Html =>
  html`<td role="cell" class="mark" data-label="${label}">${markOf(mark)}</td>`;

/** A column's heading. */
export const head = (label: string, kind = ''): Html =>
  html`<th role="columnheader" scope="col" class="${kind}">${label}</th>`;

/** The subjects in the order of the file, which is the order of the form. */
export function subjectTable(content: SecondaryContent, report: RecordReport): Html {
  const s = t.subjects;
  return html`<table class="cards subjects" role="table">
<caption>${s.caption}</caption>
<thead role="rowgroup"><tr role="row">${head(s.subject)}${head(s.term1, 'mark')}${head(s.term2, 'mark')}${head(s.year, 'mark')}${head(s.reassessed, 'mark')}${head(s.comment)}</tr></thead>
<tbody role="rowgroup">
${content.subjects.map((row) => subjectRow(row, report))}</tbody></table>`;
}

function subjectRow(
  { name, results, comment, specialTopic, teachers }: SubjectResult,
  report: RecordReport,
): Html {
  const s = t.subjects;
  const outcomes = slotOutcomes(report);
  const signed = teachers.map((teacher) => {
    const slot: Slot = teacherSlot(teacher.personalId);
    const facts = report.signatures.find((signature) => signature.slot === slot);
    const good = facts !== undefined && outcomes.get(slot) !== 'failed';
    const when = good ? s.signedOn(dateText(vietnamDate(facts.signedAt))) : s.notSigned;
    return html`<span class="teacher">${s.teacher(teacher.name)}, ${good ? when : html`<strong>${when}</strong>`}</span>`;
  });
  return html`<tr role="row">
<th role="rowheader" scope="row">${name}</th>
${markCell(s.term1, results.term1)}${markCell(s.term2, results.term2)}${markCell(s.year, results.year)}${markCell(s.reassessed, results.reassessed)}
<td role="cell" data-label="${s.comment}">${comment}${signed}</td>
</tr>
${specialTopic === null ? null : topicRow(specialTopic)}`;
}

/** Chuyên đề học tập stands under its subject; its marks are part of the averages above. */
const topicRow = ({ term1, term2 }: SpecialTopicMarks): Html => {
  const s = t.subjects;
  return html`<tr role="row">
<th role="rowheader" scope="row">${s.specialTopic}</th>
${markCell(s.term1, term1)}${markCell(s.term2, term2)}${markCell(s.year, null)}${markCell(s.reassessed, null)}
<td role="cell" data-label="${s.comment}">${s.topicCounts}</td>
</tr>
`;
};

/** Kết quả rèn luyện and học tập: one line for each term, the year, and after the summer. */
export function resultTable({ study, conduct }: YearResult): Html {
  const r = t.result;
  const rows = [
    [r.term1, conduct.term1, study.term1],
    [r.term2, conduct.term2, study.term2],
    [r.year, conduct.year, study.year],
    [r.after, conduct.afterSummer, study.afterReassess],
  ] as const;
  const level = (value: (typeof rows)[number][1]): Part =>
    value === null ? t.none : studyText[value];
  return html`<table role="table">
<thead role="rowgroup"><tr role="row">${head(r.period)}${head(r.conduct)}${head(r.study)}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  ([label, conductLevel, studyLevel]) =>
    html`<tr role="row"><th role="rowheader" scope="row">${label}</th><td role="cell">${level(conductLevel)}</td><td role="cell">${level(studyLevel)}</td></tr>
`,
)}</tbody></table>`;
}
