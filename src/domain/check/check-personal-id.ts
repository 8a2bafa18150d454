import { isProvincePrefix } from '../catalogue/provinces.ts';
import { parsePersonalId } from '../person/identity.ts';
import { personalIdFacts } from '../person/personal-id.ts';
import type { LearnerYear } from '../school/yearbook.ts';
import { of } from './context.ts';
import { type CheckFinding, found } from './finding.ts';

/** The prefix of fictional people: no province has it. */
const fictionalPrefix = '099';

/** Số định danh cá nhân against sex, year of birth and the provinces (Decree 137/2015, art. 13). */
export function checkPersonalId(learner: LearnerYear): readonly CheckFinding[] {
  const { personalId, passport, nationality, sex, birthDate } = learner;
  const at = { ...of(learner), field: 'personalId' };
  if (personalId === null) {
    if (nationality === 'VN') return [found('personal-id-missing', at, {})];
    const passportAt = { ...at, field: 'passport' };
    return passport === null ? [found('passport-missing', passportAt, {})] : [];
  }
  const written = personalId;
  if (parsePersonalId(personalId) === undefined) {
    return [found('personal-id-malformed', at, { written })];
  }
  const { prefix, sex: says, birthYear } = personalIdFacts(personalId);
  const findings: CheckFinding[] = [];
  // From 100 on the prefix is the country where the birth was registered.
  if (prefix !== fictionalPrefix && prefix < '100' && !isProvincePrefix(prefix)) {
    findings.push(found('personal-id-prefix', at, { prefix }));
  }
  if (sex !== null && says !== sex) {
    findings.push(found('personal-id-sex', at, { written, says, sex }));
  }
  const year = Number(birthDate?.slice(0, 4) ?? birthYear);
  if (year !== birthYear) {
    findings.push(found('personal-id-year', at, { written, says: birthYear, year }));
  }
  return findings;
}
