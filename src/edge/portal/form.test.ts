import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, readBirthDate, readCode } from './form.ts';

const code = '0f8e2b4c6d7a4e10b3c5d7e9f1a3b5c7';

const codes = [
  [code, code],
  ['0F8E2B4C6D7A4E10B3C5D7E9F1A3B5C7', code],
  ['0f8e 2b4c 6d7a 4e10 b3c5 d7e9 f1a3 b5c7', code],
  ['0f8e2b4c-6d7a-4e10-b3c5-d7e9f1a3b5c7', code],
  ['0f8e2b4c–6d7a–4e10–b3c5–d7e9f1a3b5c7', code],
  ['\u00a00f8e\u200b2b4c6d7a4e10b3c5d7e9f1a3b5c7\n', code],
  ['0f8e2b4c6d7a4e10b3c5d7e9f1a3b5c', undefined],
  [`${code}0`, undefined],
  ['ofee2b4c6d7a4e10b3c5d7e9f1a3b5c7', undefined],
  ['', undefined],
] as const;

for (const [typed, read] of codes) {
  test(`the code ${JSON.stringify(typed)} reads as ${read}`, () =>
    assert.equal(readCode(typed), read));
}

const dates = [
  ['19/01/2014', '2014-01-19'],
  ['19/1/2014', '2014-01-19'],
  [' 19 - 01 - 2014 ', '2014-01-19'],
  ['19.1.2014', '2014-01-19'],
  ['19012014', '2014-01-19'],
  ['2014-01-19', '2014-01-19'],
  ['01/2014', '2014-01'],
  ['2014', '2014'],
  ['29/02/2016', '2016-02-29'],
  ['29/02/2015', undefined],
  ['01/19/2014', undefined],
  ['19/01/14', undefined],
  ['00/01/2014', undefined],
  ['hôm qua', undefined],
  ['', undefined],
] as const;

for (const [typed, read] of dates) {
  test(`the birth date ${JSON.stringify(typed)} reads as ${read}`, () =>
    assert.equal(readBirthDate(typed), read));
}

test('a field that is absent or comes twice is empty', () => {
  const form = new URLSearchParams('code=a&code=b&birthDate=%202014%20');
  assert.equal(fieldOf(form, 'code'), '');
  assert.equal(fieldOf(form, 'birthDate'), '2014');
  assert.equal(fieldOf(form, 'other'), '');
  assert.equal(fieldOf({ code: 'x' }, 'code'), '');
});
