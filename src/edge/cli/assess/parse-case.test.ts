import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maths, sport, x1, y1 } from '../../../../test/fixtures/assessment/contract-case.ts';
import { parseCase } from './parse-case.ts';

const faultOf = (json: unknown) => {
  const parsed = parseCase(json);
  return parsed.kind === 'unreadable' ? parsed.fault : null;
};

test('each fault is named where it stands', () => {
  const term = (over: object) => ({ ...x1, subjects: [{ ...maths, term1: over }] });
  const subject = (over: object) => ({ ...x1, subjects: [{ ...maths, ...over }] });
  const cases: [unknown, string, string][] = [
    ['text', 'not-object', ''],
    [{ ...x1, id: undefined }, 'missing', '/id'],
    [{ ...x1, id: true }, 'wrong-type', '/id'],
    [{ ...x1, programme: undefined }, 'missing', '/programme'],
    [{ ...x1, level: 'TH' }, 'unknown-value', '/level'],
    [{ ...x1, grade: undefined }, 'missing', '/grade'],
    [{ ...x1, grade: 10 }, 'out-of-range', '/grade'],
    [{ ...x1, grade: 5 }, 'out-of-range', '/grade'],
    [{ ...x1, level: undefined, grade: 13 }, 'out-of-range', '/grade'],
    [{ ...x1, grade: 8.5 }, 'not-whole', '/grade'],
    [{ ...x1, grade: '8' }, 'wrong-type', '/grade'],
    [{ ...x1, minCount: 0 }, 'out-of-range', '/minCount'],
    [{ ...x1, notAssessed: 'no' }, 'wrong-type', '/notAssessed'],
    [{ ...x1, subjects: undefined }, 'missing', '/subjects'],
    [{ ...x1, subjects: {} }, 'not-list', '/subjects'],
    [{ ...x1, subjects: [] }, 'empty', '/subjects'],
    [{ ...x1, subjects: [7] }, 'not-object', '/subjects/0'],
    [{ ...x1, subjects: [maths, maths] }, 'duplicate', '/subjects/1/code'],
    [{ ...x1, absences: -1 }, 'out-of-range', '/absences'],
    [{ ...x1, absences: 1.5 }, 'not-whole', '/absences'],
    [{ ...x1, conduct: 'T' }, 'not-object', '/conduct'],
    [{ ...x1, conduct: { term1: 'X' } }, 'unknown-value', '/conduct/term1'],
    [subject({ code: '' }), 'empty', '/subjects/0/code'],
    [subject({ code: 7 }), 'wrong-type', '/subjects/0/code'],
    [subject({ kind: undefined }), 'missing', '/subjects/0/kind'],
    [subject({ kind: 'marks' }), 'unknown-value', '/subjects/0/kind'],
    [subject({ exempt: 'term3' }), 'unknown-value', '/subjects/0/exempt'],
    [subject({ txRequired: '4' }), 'wrong-type', '/subjects/0/txRequired'],
    [subject({ chuyenDe: 1 }), 'wrong-type', '/subjects/0/chuyenDe'],
    [subject({ reassess: 101 }), 'out-of-range', '/subjects/0/reassess'],
    [term([]), 'not-object', '/subjects/0/term1'],
    [term({ tx: 70 }), 'not-list', '/subjects/0/term1/tx'],
    [term({ tx: [70, 101] }), 'out-of-range', '/subjects/0/term1/tx/1'],
    [term({ tx: [-1] }), 'out-of-range', '/subjects/0/term1/tx/0'],
    [term({ tx: [7.5] }), 'not-whole', '/subjects/0/term1/tx/0'],
    [term({ tx: ['D'] }), 'wrong-type', '/subjects/0/term1/tx/0'],
    [term({ tx: [], gk: 101 }), 'out-of-range', '/subjects/0/term1/gk'],
    [term({ tx: [], ck: 7.5 }), 'not-whole', '/subjects/0/term1/ck'],
    [term({ avg: 101 }), 'out-of-range', '/subjects/0/term1/avg'],
    [term({ level: 'D' }), 'wrong-kind', '/subjects/0/term1/level'],
    [
      { ...x1, subjects: [{ ...sport, term1: { avg: 70 } }] },
      'wrong-kind',
      '/subjects/0/term1/avg',
    ],
    [
      { ...x1, subjects: [{ ...sport, term1: { level: 'T' } }] },
      'unknown-value',
      '/subjects/0/term1/level',
    ],
    [{ ...y1, grade: 6 }, 'out-of-range', '/grade'],
    [{ ...y1, subjects: [{ code: 'TV', level: 'Đ' }] }, 'unknown-value', '/subjects/0/level'],
    [
      { ...y1, subjects: [{ code: 'TV', level: 'T', test: 11 }] },
      'out-of-range',
      '/subjects/0/test',
    ],
    [
      { ...y1, subjects: [{ code: 'TV', level: 'T', test: 0 }] },
      'out-of-range',
      '/subjects/0/test',
    ],
    [{ ...y1, qualities: { yeuNuoc: 'H' } }, 'unknown-value', '/qualities/yeuNuoc'],
    [{ ...y1, competences: { 'a/b': 'H' } }, 'unknown-value', '/competences/a~1b'],
    [{ ...y1, supplement: { KH: { level: 'H' } } }, 'unknown-item', '/supplement/KH'],
    [{ ...y1, supplement: { TV: { level: 'H', test: 5.5 } } }, 'not-whole', '/supplement/TV/test'],
    [{ ...y1, principalDecision: 'maybe' }, 'unknown-value', '/principalDecision'],
  ];
  for (const [json, code, path] of cases) {
    assert.deepEqual(faultOf(json), { code, path }, `${code} ${path}`);
  }
});

test('marks are accepted from 0 to 100, tests from 1 to 10', () => {
  const term = { tx: [0, 100], gk: 0, ck: 100 };
  const subject = { code: 'A', kind: 'score', term1: term, term2: term };
  assert.equal(faultOf({ ...x1, subjects: [subject] }), null);
  for (const test of [1, 10]) {
    assert.equal(faultOf({ ...y1, subjects: [{ code: 'TV', level: 'T', test }] }), null);
  }
});
