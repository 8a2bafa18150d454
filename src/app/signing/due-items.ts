import type { PersonalId } from '../../domain/person/identity.ts';
import { dueSlots } from '../../domain/record/due-slots.ts';
import { currentRecords } from '../school/current-records.ts';
import type { StoredRecord } from '../school/ports.ts';
import type { DueItem } from './session.ts';

/** Every signature that a person can make now on some records, record by record and in signing order. */
export const dueItemsOf = (
  records: readonly StoredRecord[],
  signer: PersonalId,
): readonly DueItem[] =>
  currentRecords(records).flatMap(({ code, version, state }) => {
    if (state.state !== 'closed' && state.state !== 'signing') return [];
    const { className, learner, content } = state;
    return dueSlots(state, signer).map(
      ({ slot, signer: person, parts }): DueItem => ({
        className,
        code,
        version,
        learner,
        slot,
        content,
        parts,
        signer: person,
      }),
    );
  });
