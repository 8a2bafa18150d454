import type { PersonalId } from '../../domain/person/identity.ts';
import { dueSlots } from '../../domain/record/due-slots.ts';
import { currentRecords } from '../school/current-records.ts';
import type { SchoolStore, StoredRecord, YearKey } from '../school/ports.ts';
import type { SigningItem } from './session.ts';

/** Every signature that a person can make now on some records, record by record and in signing order. */
export const dueItemsOf = (
  records: readonly StoredRecord[],
  signer: PersonalId,
): readonly SigningItem[] =>
  currentRecords(records).flatMap(({ code, version, state }) => {
    if (state.state !== 'closed' && state.state !== 'signing') return [];
    const { className, learner, content } = state;
    return dueSlots(state, signer).map(
      ({ slot, parts }): SigningItem => ({
        className,
        code,
        version,
        learner,
        slot,
        content,
        parts,
      }),
    );
  });

/** The same over several classes, class by class. */
export async function dueItems(
  key: YearKey,
  classes: readonly string[],
  signer: PersonalId,
  store: SchoolStore,
): Promise<readonly SigningItem[]> {
  const items: SigningItem[] = [];
  for (const className of classes) {
    items.push(...dueItemsOf(await store.records({ ...key, className }), signer));
  }
  return items;
}
