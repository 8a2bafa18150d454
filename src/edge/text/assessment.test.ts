import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SubjectCode } from '../../domain/school/yearbook.ts';
import { factText, markText, obstacleText, secondaryFlagText } from './assessment.ts';

const maths = 'TOAN' as SubjectCode;
const nameOf = (code: string) => (code === 'TOAN' ? 'Toán' : code);

test('a fact names the subject, its mark and the limit, with a decimal comma', () => {
  const below = { code: 'subject-below', subject: maths, value: 64, limit: 65 } as const;
  assert.equal(factText(below, nameOf), 'một môn dưới 6,5: Toán 6,4');
  assert.equal(factText(below), 'một môn dưới 6,5: TOAN 6,4');
  const few = { code: 'too-few-at-least', limit: 80, count: 5, needed: 6 } as const;
  assert.equal(factText(few), 'chỉ có 5 môn đạt từ 8,0 trở lên (cần ít nhất 6)');
  const raised = { code: 'adjusted-for-one-subject', subject: maths, towards: 'T' } as const;
  assert.match(factText(raised, nameOf), /khoản 3 Điều 9.*chỉ do môn Toán.*mức Tốt/);
});

test('flags and obstacles are whole sentences for the school', () => {
  const missing = { code: 'missing', subject: maths, term: 2 } as const;
  assert.equal(secondaryFlagText(missing, nameOf), 'Chưa có kết quả môn Toán học kì 2.');
  const obstacle = { code: 'test', subject: maths, value: 8, limit: 9 } as const;
  assert.equal(obstacleText(obstacle, nameOf), 'bài kiểm tra Toán được 8, dưới 9');
});

test('marks are written with one decimal', () => {
  assert.deepEqual([0, 5, 64, 100].map(markText), ['0,0', '0,5', '6,4', '10,0']);
});
