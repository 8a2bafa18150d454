import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proofChecks } from '../../format/log/proof-finding.ts';
import { logSentence, proofCheckNames, proofFaultSentence, proofFindingSentence } from './log.ts';

test('refusals become sentences with their facts', () => {
  assert.equal(
    logSentence({ code: 'smaller-tree', known: 10, found: 9 }),
    'Nhật ký đã biết có 10 mục, bản này chỉ có 9: bản cũ hoặc đã bị cắt bớt.',
  );
  assert.equal(
    logSentence({ code: 'inconsistent', because: { code: 'older-root-differs' } }),
    'Nhật ký mới không chứa trọn nhật ký cũ. Mã gốc tính ra khác mã gốc của nhật ký cũ.',
  );
  assert.equal(
    proofFindingSentence({
      check: 'leaf',
      outcome: 'failed',
      reason: { code: 'leaf-of-other-type', type: 'record-recalled' },
    }),
    'Mục nhật ký ghi nhận học bạ này: KHÔNG đạt. Mục nhật ký này là «thu hồi học bạ», không đúng loại cần có.',
  );
  assert.equal(
    proofFindingSentence({ check: 'inclusion', outcome: 'passed' }),
    'Mục nằm trong nhật ký: đạt.',
  );
  assert.equal(
    proofFaultSentence({ path: '/lock/leaf', fault: 'missing' }),
    'Bằng chứng: trường /lock/leaf thiếu.',
  );
});

test('every check has its own name', () => {
  assert.equal(
    new Set(proofChecks.map((check) => proofCheckNames[check])).size,
    proofChecks.length,
  );
});
