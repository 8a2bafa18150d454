import { Outage } from '../../app/outage.ts';
import { type Result, refuse } from '../../domain/result.ts';
import { type HttpAnswer, jsonOf } from './request.ts';

/** What the register refused, in its own words. */
export interface ApiRefusal {
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string | null;
  readonly faults: readonly { readonly code: string; readonly sentence: string }[];
}

type Members = Readonly<Record<string, unknown>>;

export const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const unintelligible = (field: string): Outage =>
  new Outage('register-unintelligible', { fact: field });

export function numberIn(members: Members, name: string): number {
  const value = members[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw unintelligible(name);
  return value;
}

export function textIn(members: Members, name: string): string {
  const value = members[name];
  if (typeof value !== 'string') throw unintelligible(name);
  return value;
}

export const isOk = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

/** Reads a refusal; anything below 500 that is not one is not our register speaking. */
export function refusalOf<T>(answer: HttpAnswer): Result<T, ApiRefusal> {
  const members = membersOf(jsonOf(answer));
  const faults = Array.isArray(members['faults']) ? members['faults'].map(membersOf) : [];
  const { remedy } = members;
  return refuse({
    code: textIn(members, 'code'),
    sentence: textIn(members, 'sentence'),
    remedy: typeof remedy === 'string' ? remedy : null,
    faults: faults.map((fault) => ({
      code: textIn(fault, 'code'),
      sentence: textIn(fault, 'sentence'),
    })),
  });
}
