import { type TSchema, Type } from '@fastify/type-provider-typebox';

/** Every API address begins with the date of its version. */
export const apiPrefix = '/api/2026-11-22';

const instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' });
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const nullable = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()]);

export const codeParameter = Type.Object({
  code: Type.String({ pattern: '^[0-9A-Fa-f-]{32,36}$', description: 'Mã số tra cứu' }),
});
export const messageParameter = Type.Object({
  message: Type.Integer({ minimum: 1, maximum: 9_999_999_999 }),
});
/** The number alone can be guessed; the package id is known to its sender only. */
export const packageIdQuery = Type.Object({
  packageId: Type.String({ pattern: '^[0-9a-f]{32}$' }),
});
/** In a body, never in an address: addresses are kept in histories and logs. */
export const birthDateBody = Type.Object({
  birthDate: Type.String({ pattern: '^\\d{4}(-\\d\\d){0,2}$' }),
});
export const sizesQuery = Type.Object({
  from: Type.Integer({ minimum: 1 }),
  to: Type.Integer({ minimum: 1 }),
});

export const problem = Type.Object(
  {
    code: Type.String(),
    sentence: Type.String(),
    remedy: nullable(Type.String()),
    faults: Type.Array(
      Type.Object({
        code: Type.String(),
        sentence: Type.String(),
        facts: Type.Record(Type.String(), Type.String()),
      }),
    ),
  },
  { $id: 'Problem' },
);

/** An answer that is not JSON: bytes or text, sent as they are. */
export const raw = (contentMediaType: string) =>
  Type.Unsafe<Uint8Array | string>({ type: 'string', contentMediaType });

export const acknowledgement = Type.Object({
  message: Type.Integer(),
  status: Type.Union([
    Type.Literal('received'),
    Type.Literal('processing'),
    Type.Literal('answered'),
  ]),
  repeated: Type.Boolean(),
});

export const messageStatus = Type.Object({
  message: Type.Integer(),
  status: acknowledgement.properties.status,
  done: Type.Integer(),
  total: Type.Integer(),
});

export const signersAnswer = Type.Object({
  message: Type.Integer(),
  repeated: Type.Boolean(),
  proposed: Type.Integer({ description: 'Chứng thư số mới được đề nghị đăng ký' }),
  withdrawn: Type.Integer(),
  stated: Type.Integer({ description: 'Phân công ký mới' }),
  ended: Type.Integer(),
});

/** Digests, numbers and states: nothing of any person. */
export const signersStatus = Type.Object({
  certificates: Type.Array(
    Type.Object({
      certificate: sha256,
      state: Type.String(),
      approvedFrom: nullable(instant),
      endedFrom: nullable(instant),
      detail: nullable(Type.String()),
    }),
  ),
  appointments: Type.Array(
    Type.Object({
      id: Type.String(),
      from: Type.String(),
      until: nullable(Type.String()),
      endedOn: nullable(Type.String()),
    }),
  ),
});

export const recallAnswer = Type.Object({
  message: Type.Integer(),
  recalledAt: instant,
  leafIndex: Type.Integer(),
});

export const standing = Type.Union([
  Type.Literal('registered'),
  Type.Literal('in-force'),
  Type.Literal('replaced'),
  Type.Literal('recalled'),
]);

export const recordSummary = Type.Object({
  code: Type.String(),
  state: standing,
  environment: Type.Union([Type.Literal('real'), Type.Literal('trial')]),
  schoolCode: Type.String(),
  schoolName: Type.String(),
  year: Type.String(),
  levelCode: Type.String(),
  grade: Type.Integer(),
  initials: Type.String(),
  version: Type.Integer(),
  sha256,
  registeredAt: instant,
  lockedAt: nullable(instant),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      sha256,
      standing,
      registeredAt: instant,
      endedAt: nullable(instant),
      reason: nullable(Type.String()),
    }),
  ),
  /** With the right birth date only: the whole record, as RecordContent of the source. */
  content: Type.Optional(Type.Unknown()),
});

export const course = Type.Object({
  name: Type.String(),
  birthDate: Type.String(),
  years: Type.Array(
    Type.Object({
      year: Type.String(),
      grade: Type.Integer(),
      className: Type.String(),
      schoolCode: Type.String(),
      schoolName: Type.String(),
      provinceName: Type.String(),
      terms: Type.Array(Type.Integer()),
      promoted: nullable(Type.Boolean()),
      circular: Type.String(),
      extracted: Type.Boolean(),
      code: Type.String(),
      version: Type.Integer(),
    }),
  ),
  findings: Type.Array(
    Type.Object({
      code: Type.String(),
      severity: Type.Union([Type.Literal('must'), Type.Literal('look')]),
      sentence: Type.String(),
    }),
  ),
});

export const witnessRequest = Type.Object({
  origin: Type.String({ minLength: 1, maxLength: 200 }),
  checkpoint: Type.String({ maxLength: 100_000 }),
  proof: Type.Array(Type.String({ maxLength: 44 }), { maxItems: 64 }),
});
export const originQuery = Type.Object({ origin: witnessRequest.properties.origin });
export const witnessedSize = Type.Object({ size: Type.Integer() });
export const witnessAnswer = Type.Object({ size: Type.Integer(), cosignature: Type.String() });
export const consistencyAnswer = Type.Object({ proof: Type.Array(Type.String()) });
export const proofAnswer = Type.Record(Type.String(), Type.Unknown());
export const health = Type.Object({ status: Type.Literal('ok') });
