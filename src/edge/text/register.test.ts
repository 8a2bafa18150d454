import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fsckCodes } from '../../app/register/fsck/difference.ts';
import { doorCodes } from '../../app/register/refuse-message.ts';
import { fsckText } from './fsck.ts';
import { apiCodes, registerRows, registerSentence, registerText } from './register.ts';

const facts = { found: '2', expected: '1', declared: '3', lockedAt: '2026-06-30T17:00:00Z' };

test('every code has a Vietnamese sentence that ends, and a remedy that is one or none', () => {
  for (const code of Object.keys(registerRows)) {
    const { sentence, remedy } = registerText(code, facts);
    assert.match(sentence, /^\p{Lu}.*\p{L}{2,}.*\.$/u, code);
    assert(!sentence.includes('undefined'), code);
    if (remedy !== null) assert.match(remedy, /^\p{Lu}.*\.$/u, code);
  }
  for (const code of [...doorCodes, ...apiCodes]) assert(code in registerRows, code);
  for (const code of fsckCodes) assert.match(fsckText[code], /^\p{Lu}.*\.$/u, code);
});

test('the codes of a record’s report are told by the report’s own sentences', () => {
  const text = registerSentence('content-changed', { slot: 'homeroom', part: 'thongtinhocba' });
  assert.match(text, /bị thay đổi sau khi giáo viên chủ nhiệm/);
  assert.match(registerSentence('xml-doctype', { at: '40' }), /\p{L}/u);
});

test('times are told in Vietnam’s time', () => {
  assert.match(registerText('period-locked', facts).sentence, /0?1\/0?7\/2026|00:00/);
});
