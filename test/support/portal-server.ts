import fastify, { type FastifyInstance } from 'fastify';
import { lookUpRecord, type StoredRecord } from '../../src/app/register/look-up-record.ts';
import type {
  RecordCode,
  RecordContent,
  SecondaryContent,
} from '../../src/domain/record/content.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { portal } from '../../src/edge/portal/portal.ts';
import type { PortalDeps } from '../../src/edge/portal/ports.ts';
import { verifyRecord } from '../../src/format/signature/verify-record.ts';
import { sampleExtracted } from './extracted-content.ts';
import { type FictionalRecord, signFictionally } from './fictional-signing.ts';
import { samplePrimary } from './primary-content.ts';
import { sampleContent } from './sample-content.ts';
import { sampleContinuing } from './upper-content.ts';

export const portalNow = '2026-11-22T05:00:00Z' as Instant;

/** Codes of the fictional records behind the pages of the test, one for each state. */
export const portalCodes = {
  inForce: sampleContent.code,
  registered: '1f8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  recalled: '2f8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  changed: '3f8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  hostile: '4f8e2b4c6d7a4e10b3c5d7e9f1a3b5c7' as RecordCode,
  primary: samplePrimary.code,
  continuing: sampleContinuing.code,
  extracted: sampleExtracted.code,
  unknown: 'ffffffffffffffffffffffffffffffff' as RecordCode,
} as const;

export const oldDigest = 'ab'.repeat(32);

/** A record with everything that a form can hold. */
const fullContent: SecondaryContent = {
  ...sampleContent,
  environment: 'real',
  subjects: sampleContent.subjects.map((row, index) =>
    index === 1 && row.results.kind === 'score'
      ? {
          ...row,
          results: {
            ...row.results,
            reassessed: row.results.year === 'exempt' ? null : row.results.year,
          },
        }
      : index === 8 && row.results.kind === 'comment'
        ? {
            ...row,
            results: {
              kind: 'comment',
              term1: 'exempt',
              term2: 'exempt',
              year: 'exempt',
              reassessed: null,
            },
            comment: null,
          }
        : row,
  ),
  certificate: 'Tin học cơ bản. Loại: Khá',
  competition: 'Giải Ba hội khỏe Phù Đổng cấp trường, môn cờ vua',
};

const hostile = `<script>alert(1)</script>"'&><img src=x onerror=alert(2)>`;

const version = (number: number, more: Partial<StoredRecord['versions'][number]> = {}) => ({
  version: number,
  sha256: 'cd'.repeat(32),
  standing: 'registered' as const,
  registeredAt: '2026-06-02T02:15:00Z' as Instant,
  endedAt: null,
  reason: null,
  ...more,
});

function records(): ReadonlyMap<RecordCode, readonly [StoredRecord, FictionalRecord]> {
  const from = '2026-05-25T01:00:00Z' as Instant;
  const stored = (
    content: RecordContent,
    more: Pick<StoredRecord, 'state' | 'lockedAt' | 'versions'>,
    change: (text: string) => string = (text) => text,
  ): readonly [StoredRecord, FictionalRecord] => {
    const signed = signFictionally(content, from);
    const bytes = Buffer.from(change(signed.bytes.toString()));
    const { sha256 } = verifyRecord(bytes, signed.trust(), {
      asOf: portalNow,
      environment: 'real',
    });
    const versions = more.versions.map((one, index) =>
      index === more.versions.length - 1 ? { ...one, sha256 } : one,
    );
    return [{ ...more, versions, bytes }, signed];
  };
  const plain = { ...fullContent, environment: 'trial' as const };
  const lockedAt = '2026-07-31T17:00:00Z' as Instant;
  const ended = '2026-06-20T03:00:00Z' as Instant;
  return new Map([
    [
      portalCodes.inForce,
      stored(
        { ...fullContent, version: 2 },
        {
          state: 'in-force',
          lockedAt,
          versions: [
            version(1, { standing: 'replaced', endedAt: ended, sha256: oldDigest }),
            version(2, { standing: 'in-force', registeredAt: ended }),
          ],
        },
      ),
    ],
    [
      portalCodes.registered,
      stored(
        { ...plain, code: portalCodes.registered },
        { state: 'registered', lockedAt: null, versions: [version(1)] },
      ),
    ],
    [
      portalCodes.recalled,
      stored(
        { ...fullContent, code: portalCodes.recalled },
        {
          state: 'recalled',
          lockedAt: null,
          versions: [
            version(1, { standing: 'recalled', endedAt: ended, reason: 'Nhầm điểm môn Toán' }),
          ],
        },
      ),
    ],
    [
      portalCodes.changed,
      stored(
        { ...fullContent, code: portalCodes.changed },
        { state: 'in-force', lockedAt, versions: [version(1, { standing: 'in-force' })] },
        (text) => text.replace('<DIEM_CA_NAM>8.1<', '<DIEM_CA_NAM>9.1<'),
      ),
    ],
    [
      portalCodes.primary,
      stored(
        { ...samplePrimary, environment: 'real' },
        { state: 'in-force', lockedAt, versions: [version(1, { standing: 'in-force' })] },
      ),
    ],
    [
      portalCodes.continuing,
      stored(
        {
          ...sampleContinuing,
          environment: 'real',
          head: { ...sampleContinuing.head, title: 'Phó giám đốc', onBehalf: 'Giám đốc' },
        },
        { state: 'in-force', lockedAt, versions: [version(1, { standing: 'in-force' })] },
      ),
    ],
    [
      portalCodes.extracted,
      stored(
        { ...sampleExtracted, environment: 'real' },
        { state: 'in-force', lockedAt, versions: [version(1, { standing: 'in-force' })] },
      ),
    ],
    [
      portalCodes.hostile,
      stored(
        {
          ...fullContent,
          code: portalCodes.hostile,
          learner: { ...fullContent.learner, name: hostile, birthPlace: hostile },
          school: { ...fullContent.school, name: hostile },
          homeroomComment: hostile,
          head: { ...fullContent.head, title: hostile },
        },
        {
          state: 'in-force',
          lockedAt,
          versions: [version(1, { standing: 'in-force', reason: hostile })],
        },
      ),
    ],
  ]);
}

/** The real pages over fictional records, on a Fastify that the test listens with or injects into. */
export async function portalServer(more: Partial<PortalDeps> = {}): Promise<FastifyInstance> {
  const known = records();
  const app = fastify();
  const trusts = [...known.values()].map(([{ bytes }, signed]) => [bytes, signed.trust()] as const);
  await app.register(async (scope) =>
    portal(scope, {
      lookUp: (request) => lookUpRecord(request, { find: async (code) => known.get(code)?.[0] }),
      verify: async (bytes, heldBy) => {
        const trust = trusts.find(([own]) => own === bytes)?.[1];
        if (trust === undefined) throw new Error('unknown bytes');
        const environment = Buffer.from(bytes).includes('THU_NGHIEM') ? 'trial' : 'real';
        return verifyRecord(bytes, trust, { asOf: portalNow, environment, heldBy });
      },
      clock: { now: () => portalNow },
      office: 'Sở Giáo dục và Đào tạo Mẫu',
      failureStepMs: 20,
      ...more,
    }),
  );
  return app;
}
