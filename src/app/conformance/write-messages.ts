import type { Package, PackageId, SentRecord } from '../../format/package/message.ts';
import { preparePackage, prepareRecall } from '../../format/package/package.ts';
import type { ConformanceKit, FreshRecord } from './ports.ts';

const headOf = ({ records, now }: ConformanceKit, id: PackageId) => {
  const content = firstOf(records).content;
  const { code: school, taxCode } = content.school;
  return { environment: content.environment, id, school, taxCode, createdAt: now() };
};

export function firstOf(records: readonly FreshRecord[]): FreshRecord {
  const [first] = records;
  if (first === undefined) throw new Error('the kit has records');
  return first;
}

/** A sealed package of these records, right but for `change`. */
export function writePackage(
  kit: ConformanceKit,
  records: readonly SentRecord[],
  id: PackageId,
  change: Partial<Package> = {},
): Promise<Uint8Array> {
  const { year, className } = firstOf(kit.records).content;
  const whole = { ...headOf(kit, id), year, className, count: records.length, records };
  return kit.seal((seal) => preparePackage({ ...whole, ...change }, seal));
}

export function writeRecall(
  kit: ConformanceKit,
  { code, version }: Pick<SentRecord, 'code' | 'version'>,
): Promise<Uint8Array> {
  const reason = 'wrong-content' as const;
  const recall = { ...headOf(kit, kit.newId()), code, version, reason, note: null };
  return kit.seal((seal) => prepareRecall(recall, seal));
}
