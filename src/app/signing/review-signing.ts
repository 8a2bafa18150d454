import type { PersonalId } from '../../domain/person/identity.ts';
import type { RecordContent } from '../../domain/record/content.ts';
import {
  type CellChange,
  type CoveredCell,
  changedCells,
  coveredCells,
} from '../../domain/record/covered-cells.ts';
import { type ReviewWarning, reviewWarnings } from '../../domain/record/review-warning.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readData } from '../../format/xml/read-data.ts';
import { learnersOf } from '../school/check-class.ts';
import { currentRecords } from '../school/current-records.ts';
import { loadYear } from '../school/load-year.ts';
import type { Clock, SchoolStore, StoredRecord, YearKey } from '../school/ports.ts';
import { dueItemsOf } from './due-items.ts';
import { reviewDigest } from './review-digest.ts';
import type {
  DueItem,
  SeenContent,
  SessionIdSource,
  SigningItem,
  SigningSession,
  SigningSessionStore,
} from './session.ts';

/** Whose slots of which classes. */
export interface SignerRequest {
  readonly key: YearKey;
  readonly classes: readonly string[];
  readonly signer: PersonalId;
}

/** One signature as its signer is shown it. */
export interface ReviewRow {
  readonly item: SigningItem;
  readonly content: RecordContent;
  /** Everything that the signature will cover, and nothing else. */
  readonly cells: readonly CoveredCell[];
  /** What differs from what this signer looked at last in this slot; null when they look for the first time. */
  readonly changes: readonly CellChange[] | null;
  readonly lookedAt: Instant | null;
  readonly warnings: readonly ReviewWarning[];
}

/** Bảng soát trước khi kí: the set with its digest, kept as a session that can now be signed. */
export interface SigningReview {
  readonly session: SigningSession;
  readonly rows: readonly ReviewRow[];
}

export interface NothingDue {
  readonly code: 'nothing-to-sign';
  readonly signer: PersonalId;
  readonly classes: readonly string[];
}

/**
 * Shows one person everything that they can sign now, and keeps what was shown. The same set again is the same session;
 * it is compared with what the person looked at before it.
 */
export async function reviewSigning(
  { key, classes, signer }: SignerRequest,
  context: {
    readonly store: SchoolStore;
    readonly sessions: SigningSessionStore;
    readonly ids: SessionIdSource;
    readonly clock: Clock;
  },
): Promise<Result<SigningReview, NothingDue>> {
  const { store, sessions, ids, clock } = context;
  const due = await dueIn({ key, classes, signer }, store);
  if (due.length === 0) return refuse({ code: 'nothing-to-sign', signer, classes });
  const items = due.map(({ item }) => withoutSigner(item));
  const digest = reviewDigest(items);
  let session = await sessions.latest(key, signer, classes);
  if (session?.digest !== digest) {
    const { school, year } = key;
    const openedAt = clock.now();
    session = { id: ids.newSessionId(), school, year, signer, classes, digest, openedAt, items };
    await sessions.open(session);
  }
  const seen = await sessions.seen(key, signer, session.id);
  const rows = due.map(({ item, record }) => rowOf(item, record, seen));
  return ok({ session, rows });
}

/** As a session keeps it: who signs is the session's. */
const withoutSigner = ({ signer: _, ...item }: DueItem): SigningItem => item;

/** What is due, class by class in the order of the class list. */
async function dueIn(
  { key, classes, signer }: SignerRequest,
  store: SchoolStore,
): Promise<readonly { readonly item: DueItem; readonly record: StoredRecord }[]> {
  const year = await loadYear(store, key);
  const due: { item: DueItem; record: StoredRecord }[] = [];
  for (const className of classes) {
    const list = year === undefined ? [] : learnersOf(year, className);
    const place = new Map(list.map(({ number }, index) => [number, index]));
    const placeOf = ({ item: { learner } }: { item: DueItem }): number =>
      place.get(learner) ?? list.length;
    const records = currentRecords(await store.records({ ...key, className }, { data: true }));
    const own = records.flatMap((record) =>
      dueItemsOf([record], signer).map((item) => ({ item, record })),
    );
    due.push(...own.sort((a, b) => placeOf(a) - placeOf(b)));
  }
  return due;
}

function rowOf(item: SigningItem, record: StoredRecord, seen: readonly SeenContent[]): ReviewRow {
  const content = openData(record.data);
  const cells = coveredCells(content, item.slot);
  const before = seen.find(({ code, slot }) => code === item.code && slot === item.slot);
  const changes =
    before === undefined
      ? null
      : changedCells(coveredCells(openData(before.data), item.slot), cells);
  const { state } = record;
  const withdrawn = 'withdrawn' in state ? state.withdrawn.get(item.slot) : undefined;
  return {
    item,
    content,
    cells,
    changes,
    lookedAt: before?.at ?? null,
    warnings: reviewWarnings(content, item.slot, withdrawn),
  };
}

function openData(data: string | null): RecordContent {
  const read = data === null ? undefined : readData(data);
  if (read === undefined || !read.ok) throw new Error('closed data that cannot be read back');
  return read.value;
}
