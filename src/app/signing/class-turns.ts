import { turnsOf } from '../../domain/record/due-slots.ts';
import type { WithdrawnSignature } from '../../domain/record/record.ts';
import type { ExpectedSigner, Slot } from '../../domain/record/slot.ts';
import { currentRecords } from '../school/current-records.ts';
import type { ClassKey, SchoolStore, StoredRecord } from '../school/ports.ts';

/** Whose turn it is in a class: one signer of one kind of slot, and how many records wait for them. */
export interface Turn {
  readonly slot: Slot;
  readonly signer: ExpectedSigner;
  readonly records: number;
}

/** Where a class stands between its closing and its register. */
export interface ClassStanding {
  readonly className: string;
  /** How many records are in each state. */
  readonly states: ReadonlyMap<string, number>;
  readonly turns: readonly Turn[];
  /** Signatures lost to a change of content, that nobody has made again. */
  readonly withdrawn: readonly (WithdrawnSignature & { readonly record: StoredRecord })[];
}

export async function classStanding(key: ClassKey, store: SchoolStore): Promise<ClassStanding> {
  const records = currentRecords(await store.records(key));
  const states = new Map<string, number>();
  for (const { state } of records) states.set(state.state, (states.get(state.state) ?? 0) + 1);
  const withdrawn = records.flatMap((record) =>
    'withdrawn' in record.state
      ? [...record.state.withdrawn.values()].map((one) => ({ ...one, record }))
      : [],
  );
  return { className: key.className, states, turns: turnsIn(records), withdrawn };
}

/** In signing order, each signer once for each kind of slot. */
function turnsIn(records: readonly StoredRecord[]): readonly Turn[] {
  const turns = new Map<string, Turn>();
  for (const { state } of records) {
    for (const { slot, signer } of turnsOf(state)) {
      const who = signer.kind === 'person' ? signer.personalId : signer.taxCode;
      const name = `${rank(slot)} ${who}`;
      turns.set(name, { slot, signer, records: (turns.get(name)?.records ?? 0) + 1 });
    }
  }
  return [...turns].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, turn]) => turn);
}

const rank = (slot: Slot): number => ['homeroom', 'head', 'seal'].indexOf(slot) + 1;
