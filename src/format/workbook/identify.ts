import type { LearnerDraft } from './draft.ts';
import type { Findings } from './finding.ts';
import { cleanText, foldName } from './fold.ts';
import { written } from './grid.ts';
import { readText } from './reading.ts';
import { readDate } from './reading-date.ts';
import { readCode, readPersonalId, readSex, writeSex } from './reading-person.ts';
import type { Roster } from './roster.ts';
import type { RowReader } from './row-reader.ts';

/** What a row says of whom it is about, before anything is reported. */
interface Claim {
  readonly code: string | null;
  readonly personalId: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
}

/**
 * Finds the learner a row is about. The code decides, unless name and birth date both contradict it and
 * name another learner; a temporary code leads by its personal number; without a code the personal
 * number decides, then name with birth date. A row that fits nobody, or several, is refused.
 */
export function identify(
  reader: RowReader,
  roster: Roster,
  findings: Findings,
  className: string | null = null,
): LearnerDraft | undefined {
  const claim = claimOf(reader);
  const found = find(claim, roster, className);
  if (found === undefined || found === 'several') {
    const code = found === 'several' ? 'ambiguous-learner' : 'unknown-learner';
    const about = { pupil: claim.code, field: 'code', written: claim.code ?? claim.name };
    findings.refused(code, reader.where(reader.has('code') ? 'code' : 'name'), about);
    return undefined;
  }
  const { learner, by } = found;
  const pupil = learner.facts.number;
  reader.about({ pupil });
  if (by === 'temp-code' && claim.code !== null) {
    learner.formerNumbers.add(claim.code);
    reader.repaired('temp-code', 'code', { written: claim.code, clean: pupil });
  } else if (reader.has('code')) reader.value('code', readCode);
  if (by === 'shifted' || by === 'unknown-code') {
    const code = by === 'shifted' ? 'row-shift' : 'unknown-code';
    const about = { pupil, field: 'code', written: claim.code, clean: pupil };
    findings.reported(code, reader.where('code'), about);
  }
  compare(reader, learner, findings);
  return learner;
}

function claimOf(reader: RowReader): Claim {
  const code = readCode(reader.cell('code'));
  const id = readPersonalId(reader.cell('personalId'));
  const name = readText(reader.cell('name'));
  const birth = readDate(reader.cell('birthDate'), reader.table.workbook.from1904);
  return {
    code: code.state === 'value' ? code.value : null,
    personalId: id.state === 'value' ? id.value : null,
    name: name.state === 'value' ? name.value : null,
    birthDate: birth.state === 'value' ? birth.value : null,
  };
}

interface Found {
  readonly learner: LearnerDraft;
  readonly by: 'code' | 'temp-code' | 'shifted' | 'unknown-code' | 'identity';
}

function find(
  claim: Claim,
  roster: Roster,
  className: string | null,
): Found | 'several' | undefined {
  const direct = claim.code === null ? undefined : roster.byNumber.get(claim.code);
  if (direct !== undefined) {
    const other = contradicted(claim, direct, roster);
    return other === undefined
      ? { learner: direct, by: 'code' }
      : { learner: other, by: 'shifted' };
  }
  const temporary = /^TAM-?(\d{11,12})$/.exec(claim.code ?? '')?.[1]?.padStart(12, '0');
  const byTemporary = temporary === undefined ? undefined : roster.byPersonalId(temporary);
  if (byTemporary !== undefined) return { learner: byTemporary, by: 'temp-code' };
  const by =
    claim.code === null ? 'identity' : temporary === undefined ? 'unknown-code' : 'temp-code';
  const byId = claim.personalId === null ? undefined : roster.byPersonalId(claim.personalId);
  if (byId !== undefined) return { learner: byId, by };
  if (claim.name === null) return undefined;
  const { name, birthDate } = claim;
  if (birthDate === null && className === null) return undefined;
  const named = roster.named({ name, birthDate, className });
  if (named.length > 1) return 'several';
  return named[0] === undefined ? undefined : { learner: named[0], by };
}

/** The other learner whom name and birth date both name, where they contradict the code. */
function contradicted(
  claim: Claim,
  direct: LearnerDraft,
  roster: Roster,
): LearnerDraft | undefined {
  if (claim.name === null || foldName(claim.name) === foldName(direct.facts.name)) return undefined;
  if (claim.birthDate !== null && claim.birthDate === direct.facts.birthDate) return undefined;
  const { name, birthDate } = claim;
  const named = roster.named({ name, birthDate, className: direct.facts.className });
  return named.length === 1 ? named[0] : undefined;
}

/** Compares what the row says of the learner with the pupil list, which holds. */
function compare(reader: RowReader, { facts }: LearnerDraft, findings: Findings): void {
  const conflict = (field: string, clean: string | null) =>
    findings.reported('value-conflict', reader.where(field), {
      pupil: facts.number,
      field,
      written: written(reader.cell(field)),
      clean,
    });
  const name = reader.value('name', readText);
  if (name !== null && name !== facts.name) compareName(reader, facts, findings);
  const { from1904 } = reader.table.workbook;
  const birthDate = reader.value('birthDate', (cell) => readDate(cell, from1904));
  if (birthDate !== null && birthDate !== facts.birthDate) conflict('birthDate', facts.birthDate);
  const id = reader.value('personalId', readPersonalId);
  if (id !== null && id !== facts.personalId) conflict('personalId', facts.personalId);
  const sex = reader.value('sex', readSex, writeSex);
  if (sex !== null && facts.sex !== null && sex !== facts.sex) conflict('sex', writeSex(facts.sex));
}

function compareName(reader: RowReader, facts: LearnerDraft['facts'], findings: Findings): void {
  const text = String(written(reader.cell('name')) ?? '');
  const about = { pupil: facts.number, field: 'name', written: text, clean: facts.name };
  const same = foldName(text) === foldName(facts.name);
  if (!same) findings.reported('name-conflict', reader.where('name'), about);
  else if (cleanText(text).toLowerCase() === facts.name.toLowerCase()) {
    findings.repaired('capital-name', reader.where('name'), about);
  } else findings.repaired('tone-placement', reader.where('name'), about);
}
