import type { PersonalId } from '../../domain/person/identity.ts';
import type { RecordCode } from '../../domain/record/content.ts';
import type { RecordRefusal } from '../../domain/record/refusal.ts';
import { issueRecord } from '../../domain/record/sign.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { sha256Hex } from '../../format/log/sha256-hex.ts';
import type { Finding } from '../../format/signature/report.ts';
import type { SignerTrust } from '../../format/signature/signer-trust.ts';
import { verifyRecord } from '../../format/signature/verify-record.ts';
import { recordFileBytes } from '../../format/xml/file.ts';
import { currentRecords } from './current-records.ts';
import type { ClassKey, Clock, RecordChange, SchoolStore, StoredRecord } from './ports.ts';

export type IssuingRefusal =
  | RecordRefusal
  /** The file does not verify from its bytes: it must not leave the school. */
  | {
      readonly code: 'record-does-not-verify';
      readonly record: RecordCode;
      readonly findings: readonly Finding[];
    };

/**
 * Phát hành a class: writes the file of every sealed record, verifies it from those bytes as anybody else would, and
 * keeps them for good. Answers how many were issued now.
 */
export async function issueClass(
  key: ClassKey,
  { by, environment }: { readonly by: PersonalId; readonly environment: 'real' | 'trial' },
  { store, trust, clock }: { store: SchoolStore; trust: SignerTrust; clock: Clock },
): Promise<Result<number, IssuingRefusal>> {
  const at = clock.now();
  const texts = { data: true, signatures: true };
  const issued = await store.changeClass<IssuingRefusal>(key, texts, (records) => {
    const changes: RecordChange[] = [];
    for (const record of currentRecords(records)) {
      if (record.state.state !== 'sealed') continue;
      const { code, version, state } = record;
      const file = fileOf(record);
      const report = verifyRecord(file, trust, { asOf: at, environment });
      if (report.verdict !== 'valid') {
        const findings = report.findings.filter(({ outcome }) => outcome !== 'passed');
        return refuse({ code: 'record-does-not-verify', record: code, findings });
      }
      const event = issueRecord(state, { file: sha256Hex(file), by, at });
      if (!event.ok) return event;
      changes.push({ code, version, events: [event.value], file });
    }
    return ok(changes);
  });
  return issued.ok ? ok(issued.value.length) : issued;
}

function fileOf({ state, data, signatures }: StoredRecord): Buffer {
  if (data === null || !('plan' in state)) throw new Error('a sealed record without its data');
  return recordFileBytes({ data, slots: state.plan.map(({ slot }) => slot), signatures });
}
