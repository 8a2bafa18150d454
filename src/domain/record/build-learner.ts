import { placeCodeOf } from '../catalogue/place-code.ts';
import { parseBirthDate } from '../person/identity.ts';
import type { LearnerYear, Relative, Yearbook } from '../school/yearbook.ts';
import { type CivilDate, parseCivilDate } from '../time/civil-date.ts';
import type { LearnerFact } from './build-refusal.ts';
import type { Findings } from './build-subjects.ts';
import type { ParentName, RecordContent, StudyPeriod } from './content.ts';
import { oneLine } from './one-line.ts';

/** NGUOI_HOC: who the learner is; places have the codes that their names have on the day of closing. Undefined, with refusals, when a fact that the record needs is missing. */
export function buildLearner(
  learner: LearnerYear,
  on: CivilDate,
  { refusals, warnings }: Findings,
): RecordContent['learner'] | undefined {
  const needed = <T>(value: T | null | undefined, fact: LearnerFact): T | undefined => {
    if (value !== null && value !== undefined) return value;
    refusals.push({ code: 'learner-fact-missing', fact });
    return undefined;
  };
  const birthDate = needed(parseBirthDate(learner.birthDate ?? ''), 'birth-date');
  const birthPlace = needed(oneLine(learner.birthPlace), 'birth-place');
  const homeTown = needed(oneLine(learner.homeTown), 'home-town');
  const currentAddress = needed(addressOf(learner), 'current-address');
  const ethnicCode = needed(learner.ethnicCode, 'ethnic-code');
  const passport = learner.personalId === null ? oneLine(learner.passport) : null;
  // The sector's learner number alone identifies a foreign learner; every Vietnamese has a personal number.
  if (learner.nationality === 'VN') needed(learner.personalId, 'identity');
  else if (learner.personalId === null && passport === null) {
    warnings.push({ code: 'foreign-learner-without-passport' });
  }
  if (learner.sex === null) warnings.push({ code: 'sex-missing' });
  if (birthDate === undefined || birthPlace === undefined || homeTown === undefined)
    return undefined;
  if (currentAddress === undefined || ethnicCode === undefined) return undefined;
  return {
    number: learner.number,
    personalId: learner.personalId,
    passport,
    name: oneLine(learner.name) ?? '',
    sex: learner.sex,
    birthDate,
    birthPlace,
    homeTown,
    currentAddress,
    birthPlaceCode: placeCodeOf(birthPlace, on),
    homeTownCode: placeCodeOf(homeTown, on),
    currentAddressCode: placeCodeOf(currentAddress, on),
    ethnicCode,
    nationality: learner.nationality,
    policyBeneficiary: oneLine(learner.policyBeneficiary),
    notAssessed: learner.notAssessed,
    registerNumber: oneLine(learner.registerNumber),
    father: parentName(learner.father),
    mother: parentName(learner.mother),
    guardian: parentName(learner.guardian),
  };
}

/** Nơi ở hiện nay as text; the permanent address, as it was written, where no other is known. */
const addressOf = ({ currentAddress, permanentAddress }: LearnerYear): string | null =>
  oneLine(currentAddress) ?? oneLine(permanentAddress?.text ?? null);

function parentName(relative: Relative | null): ParentName | null {
  const name = oneLine(relative?.name ?? null);
  return name === null ? null : { name, job: oneLine(relative?.job ?? null) };
}

/** Quá trình học tập: this year's line, with the day of arrival of a learner who came during the year. */
export function buildStudies(
  learner: LearnerYear,
  yearbook: Yearbook,
  provinceName: string,
  { warnings }: Findings,
): readonly StudyPeriod[] {
  const { transfer, className } = learner;
  if (transfer?.fromSchool !== undefined) {
    warnings.push({ code: 'earlier-school-not-placed', school: transfer.fromSchool });
  }
  const arrivedOn = parseCivilDate(transfer?.in ?? '') ?? null;
  return [
    { year: yearbook.year, className, schoolName: yearbook.school.name, provinceName, arrivedOn },
  ];
}
