import type { PrimaryContent } from '../../domain/record/content.ts';
import {
  generalNames,
  type PrimarySubjectResult,
  qualityNames,
  specialNames,
  type TraitLevel,
  type TraitTable,
} from '../../domain/record/primary-form.ts';
import { portalText } from '../text/portal.ts';
import {
  primaryLevelText,
  primaryText,
  qualityLevelText,
  traitText,
  yearOutcomeText,
} from '../text/primary.ts';
import { type Html, html } from './html.ts';
import { definitions } from './page.ts';

const t = primaryText;
const { none } = portalText.record;

const head = (label: string, kind = ''): Html =>
  html`<th role="columnheader" scope="col" class="${kind}">${label}</th>`;

/** Tables 1 to 3 and lines 4 to 6 of the year's pages (Circular 27/2020, appendix 1), in the form's order. */
export function primarySections(content: PrimaryContent): Html {
  const { qualities, general, special } = content;
  return html`${bodyFacts(content)}
<h2>${t.subjects}</h2>
${subjectTable(content.subjects)}
<h2>${t.qualities}</h2>
${traitTable(t.quality, qualityNames, qualities)}
<h2>${t.competences}</h2>
<h3>${t.general}</h3>
${traitTable(t.competence, generalNames, general)}
<h3>${t.special}</h3>
${traitTable(t.competence, specialNames, special)}
${resultSections(content)}`;
}

const decimal = (value: number): string => String(value).replace('.', ',');

const bodyFacts = ({ heightCm, weightKg, absences }: PrimaryContent): Html =>
  definitions([
    [t.height, heightCm === null ? null : t.cm(decimal(heightCm))],
    [t.weight, weightKg === null ? null : t.kg(decimal(weightKg))],
    [t.withLeave, absences.withLeave],
    [t.withoutLeave, absences.withoutLeave],
  ]);

const subjectTable = (subjects: readonly PrimarySubjectResult[]): Html =>
  html`<table class="cards subjects" role="table">
<caption>${t.caption}</caption>
<thead role="rowgroup"><tr role="row">${head(t.subject)}${head(t.level)}${head(t.test, 'mark')}${head(t.comment)}</tr></thead>
<tbody role="rowgroup">
${subjects.map(subjectRow)}</tbody></table>`;

function subjectRow({ name, marks, comment }: PrimarySubjectResult): Html {
  const [level, test] = marks === 'exempt' ? [t.exempt, t.exempt] : marksText(marks);
  return html`<tr role="row">
<th role="rowheader" scope="row">${name}</th>
<td role="cell" data-label="${t.level}">${level}</td>
<td role="cell" class="mark" data-label="${t.test}">${test}</td>
<td role="cell" data-label="${t.comment}">${comment ?? none}</td>
</tr>
`;
}

/** The first result, and that of the supplement behind it. */
function marksText({
  level,
  test,
  supplement,
}: Exclude<PrimarySubjectResult['marks'], 'exempt'>): readonly [string, string] {
  const first = level === null ? none : primaryLevelText[level];
  const mark = test === null ? none : String(test);
  if (supplement === null) return [first, mark];
  const retest = supplement.test === null ? '' : `, ${t.supplement(String(supplement.test))}`;
  return [`${first}, ${t.supplement(primaryLevelText[supplement.level])}`, `${mark}${retest}`];
}

/** Levels that the grade does not have are no rows; the comment is one for the whole table, as on paper. */
function traitTable<Name extends string>(
  label: string,
  names: readonly Name[],
  { levels, comment }: TraitTable<Name>,
): Html {
  const rows = names.flatMap((name) => {
    const trait = levels[name];
    return trait === null ? [] : [traitRow(name, trait)];
  });
  return html`<table role="table">
<thead role="rowgroup"><tr role="row">${head(label)}${head(t.level)}</tr></thead>
<tbody role="rowgroup">
${rows}</tbody></table>
${definitions([[t.comment, comment ?? none]])}`;
}

function traitRow(name: string, { level, supplement }: TraitLevel): Html {
  const after = supplement === null ? '' : `, ${t.supplement(qualityLevelText[supplement])}`;
  return html`<tr role="row"><th role="rowheader" scope="row">${traitText[name] ?? name}</th><td role="cell">${qualityLevelText[level]}${after}</td></tr>
`;
}

function resultSections({ result }: PrimaryContent): Html {
  const { award, suddenAward, completionText } = result;
  return html`<h2>${t.result}</h2>
<p><strong>${yearOutcomeText(result)}</strong></p>
<h2>${t.award}</h2>
<p>${award ?? t.none}</p>
${suddenAward === null ? null : definitions([[t.suddenAward, suddenAward]])}
<h2>${t.completion}</h2>
<p><strong>${completionText}</strong></p>`;
}
