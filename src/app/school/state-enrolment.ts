import type { MendedYear } from '../../domain/record/mend-year.ts';
import type { ClassEnrolment } from '../../domain/registry/enrolment.ts';
import { learnerKeyOf } from '../../domain/registry/learner-key.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { prepareEnrolment } from '../../format/package/package.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { excuseOf, learnersOf } from './check-class.ts';
import { loadYear } from './load-year.ts';
import type { SigningFailure } from './make-signature.ts';
import type { PackageRequest } from './package-class.ts';
import type {
  Clock,
  PackageIdSource,
  RegisterLine,
  RegisterRefusal,
  SchoolStore,
  SignerKeys,
  YearKey,
} from './ports.ts';
import { sealMessage } from './seal-message.ts';

export type EnrolmentRefusal =
  | SigningFailure
  | { readonly code: 'year-not-imported' }
  | { readonly code: 'enrolment-refused'; readonly refusal: RegisterRefusal };

/** Sĩ số: who belongs to each class of the year, and who of them sends no record, and why. */
export const enrolmentOf = (year: MendedYear): readonly ClassEnrolment[] =>
  year.yearbook.classes.map(({ name: className }) => {
    const learners = learnersOf(year, className);
    const { school } = year.yearbook;
    const excused = learners.flatMap((learner) => {
      const why = excuseOf(learner, year);
      return why === null ? [] : [{ learner: learnerKeyOf({ learner, school }), why }];
    });
    return { className, enrolled: learners.length, excused };
  });

/** Báo cáo sĩ số: the school's sealed word to the register, so that the lock can be complete. Answers its number. */
export async function stateEnrolment(
  key: YearKey,
  { sender, environment }: PackageRequest,
  context: {
    readonly store: SchoolStore;
    readonly register: RegisterLine;
    readonly ids: PackageIdSource;
    readonly keys: SignerKeys;
    readonly trust: SignerTrust;
    readonly clock: Clock;
  },
): Promise<Result<number, EnrolmentRefusal>> {
  const year = await loadYear(context.store, key);
  if (year === undefined) return refuse({ code: 'year-not-imported' });
  const at = context.clock.now();
  const { taxCode } = sender;
  const id = context.ids.newPackageId();
  const head = { environment, id, school: key.school, taxCode, createdAt: at };
  const body = { ...head, year: key.year, classes: enrolmentOf(year) };
  const sealed = await sealMessage(sender, at, (seal) => prepareEnrolment(body, seal), context);
  if (!sealed.ok) return sealed;
  const answer = await context.register.stateEnrolment(sealed.value);
  return answer.ok
    ? ok(answer.value)
    : refuse({ code: 'enrolment-refused', refusal: answer.refusal });
}
