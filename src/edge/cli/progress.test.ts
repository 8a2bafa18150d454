import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bar, progressLine } from './progress.ts';

const written = (isTty: boolean) => {
  const out: string[] = [];
  const io = {
    stdout: () => assert.fail('progress must not go to standard output'),
    stderr: (text: string) => void out.push(text),
    isTty,
    columns: 80,
  };
  let now = 0;
  const line = progressLine(io, () => {
    now += 100;
    return now;
  });
  line.start('Kí');
  line.update(5, 10);
  line.finish('10 chữ kí');
  return out;
};

test('a terminal sees a bar that is redrawn', () => {
  const out = written(true);
  assert.equal(out.length, 3);
  assert.match(out[1] ?? '', /^\rKí {12} █{20}░{20} {2}50 %$/);
  assert.equal(out[2], '\r\u001b[2KKí             10 chữ kí\n');
});

test('a log sees one plain line', () =>
  assert.deepEqual(written(false), ['Kí             10 chữ kí\n']));

test('a bar never overflows', () => {
  for (const [done, total] of [
    [0, 0],
    [5, 0],
    [12, 10],
    [-1, 10],
    [3.7, 10],
  ] as const) {
    assert.ok(bar('Kí', done, total, 60).length <= 60);
  }
  assert.match(bar('Kí', 12, 10, 80), /100 %$/);
  assert.ok(bar('Kí', 1, 2, 10).endsWith(' 50 %'));
});
