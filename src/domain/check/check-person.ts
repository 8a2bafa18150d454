import { communeAsOf } from '../catalogue/communes.ts';
import { educationLevels } from '../catalogue/education-levels.ts';
import { ethnicAsOf, foreignEthnicCode } from '../catalogue/ethnic-groups.ts';
import { nationalityOf } from '../catalogue/nationalities.ts';
import { provincesMerged } from '../catalogue/provinces.ts';
import { parseBirthDate } from '../person/identity.ts';
import type { LearnerYear } from '../school/yearbook.ts';
import { type CheckContext, of } from './context.ts';
import { type CheckFinding, found } from './finding.ts';

const blank = (text: string | null): boolean => text === null || text.trim() === '';

/** Facts of the person: what the record needs, and what cannot be. */
export function checkPerson(learner: LearnerYear, context: CheckContext): readonly CheckFinding[] {
  const at = of(learner);
  const { sex, birthPlace, homeTown, father, mother, guardian } = learner;
  const findings: CheckFinding[] = [];
  if (sex === null) findings.push(found('sex-missing', { ...at, field: 'sex' }, {}));
  if (blank(birthPlace)) {
    findings.push(found('birth-place-missing', { ...at, field: 'birthPlace' }, {}));
  }
  if (blank(homeTown)) findings.push(found('home-town-missing', { ...at, field: 'homeTown' }, {}));
  if ([father, mother, guardian].every((relative) => blank(relative?.name ?? null))) {
    findings.push(found('parents-missing', { ...at, field: 'parents' }, {}));
  }
  findings.push(...checkBirth(learner, context), ...checkPeople(learner, context));
  return [...findings, ...checkAddress(learner, context), ...checkClass(learner, context)];
}

/** How many years older than usual is still usual: late entry is allowed up to three years (school charters). */
const usualYears = { younger: 0, older: 3 };
/** Beyond these nobody sits in the grade: a wrong date, or a learner of continuing education. */
const possibleYears = { younger: 2, older: 8 };

/** Tuổi of a grade: a child enters grade 1 in the calendar year of the sixth birthday (Law on Education, art. 28). */
function checkBirth(learner: LearnerYear, context: CheckContext): readonly CheckFinding[] {
  const at = { ...of(learner), field: 'birthDate' };
  const { birthDate, grade } = learner;
  if (birthDate === null) return [found('birth-date-missing', at, {})];
  if (parseBirthDate(birthDate) === undefined) {
    return [found('birth-date-malformed', at, { written: birthDate })];
  }
  const age = context.startYear - Number(birthDate.slice(0, 4));
  if (Number.isNaN(age) || grade === 0) return [];
  const older = age - (grade + 5);
  const adults = educationLevels[context.yearbook.level].forAdults;
  const outside = ({ younger, older: limit }: typeof usualYears) =>
    older < -younger || (!adults && older > limit);
  if (outside(possibleYears)) return [found('birth-date-impossible', at, { age, grade })];
  return outside(usualYears) ? [found('age-outside-window', at, { age, grade })] : [];
}

function checkPeople(learner: LearnerYear, { day }: CheckContext): readonly CheckFinding[] {
  const { ethnicCode, nationality } = learner;
  const findings: CheckFinding[] = [];
  const ethnicAt = { ...of(learner), field: 'ethnic' };
  const nationAt = { ...of(learner), field: 'nationality' };
  if (ethnicCode === null) findings.push(found('ethnic-missing', ethnicAt, {}));
  else if (day !== undefined && ethnicAsOf(ethnicCode, day) === undefined) {
    findings.push(found('ethnic-unknown', ethnicAt, { written: ethnicCode }));
  }
  if (!/^[A-Z]{2}$/.test(nationality)) {
    findings.push(found('nationality-malformed', nationAt, { written: nationality }));
  } else if (nationalityOf(nationality) === undefined) {
    findings.push(found('nationality-unknown', nationAt, { written: nationality }));
  }
  if (ethnicCode === foreignEthnicCode && nationality === 'VN') {
    findings.push(found('foreigner-of-vietnam', nationAt, {}));
  }
  return findings;
}

function checkAddress(learner: LearnerYear, { day }: CheckContext): readonly CheckFinding[] {
  const { permanentAddress: address, currentAddress } = learner;
  const at = { ...of(learner), field: 'address' };
  if (blank(currentAddress) && blank(address?.text ?? address?.commune ?? null)) {
    return [found('address-missing', at, {})];
  }
  if (address === null) return [];
  const { province, commune, text, detail } = address;
  if (commune === null) {
    return [found('address-without-commune', at, { written: text ?? detail ?? '' })];
  }
  // Communes of before the reform are not in any list here.
  if (day === undefined || day < provincesMerged) return [];
  const known = communeAsOf(commune, day);
  return known === undefined || known.provinceCode !== province
    ? [found('commune-unknown', at, { written: `${commune} (${province ?? ''})` })]
    : [];
}

function checkClass(learner: LearnerYear, { groups }: CheckContext): readonly CheckFinding[] {
  const at = { ...of(learner), field: 'class' };
  const group = groups.get(learner.className);
  if (group === undefined) return [found('class-unknown', at, { written: learner.className })];
  if (group.grade === learner.grade) return [];
  const facts = { grade: learner.grade, classGrade: group.grade };
  return [found('grade-contradicts-class', at, facts)];
}
