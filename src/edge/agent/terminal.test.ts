import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLine, readHidden, type Terminal } from './terminal.ts';
import { terminalPinSource } from './terminal-pin.ts';

/** A keyboard that a test types on; the pseudo-terminal itself is tested in test/e2e/agent.e2e.test.ts. */
function keyboard() {
  let listener: ((bytes: Uint8Array) => void) | undefined;
  let screen = '';
  const terminal: Terminal = {
    listen(typed) {
      listener = typed;
      return () => {
        listener = undefined;
      };
    },
    write(text) {
      screen += text;
    },
  };
  const type = (...keys: readonly (string | Uint8Array)[]): void => {
    for (const key of keys) listener?.(Buffer.from(key));
  };
  return { terminal, type, screen: () => screen, isListening: () => listener !== undefined };
}

const never = new AbortController().signal;

const cases: readonly (readonly [
  what: string,
  keys: readonly string[],
  pin: string | undefined,
])[] = [
  ['letters and Enter', ['1', '2', '3', '4', '\r'], '1234'],
  ['pasted at once', ['1234\n'], '1234'],
  ['what comes after Enter is not part of it', ['1234\r5678'], '1234'],
  ['erased and typed again', ['123', '\x7f', '\x08', '45\r'], '145'],
  ['a letter of several bytes is erased whole', ['1ễ', '\x7f', '2\r'], '12'],
  ['arrows are no letters', ['1', '\x1b[A', '\x1b[3~', '2\r'], '12'],
  ['Ctrl-C declines', ['12', '\x03'], undefined],
  ['Enter alone declines', ['\r'], undefined],
  ['all erased, Enter declines', ['12', '\x7f', '\x7f', '\x7f', '\r'], undefined],
];

for (const [what, keys, pin] of cases) {
  test(what, async () => {
    const { terminal, type, isListening } = keyboard();
    const reading = readHidden(terminal, never);
    type(...keys);
    const read = await reading;
    assert.equal(read && Buffer.from(read).toString(), pin);
    assert(!isListening());
  });
}

test('a withdrawn request stops listening', async () => {
  const { terminal, isListening } = keyboard();
  const stop = new AbortController();
  const reading = readHidden(terminal, stop.signal);
  stop.abort();
  await assert.rejects(reading, { name: 'AbortError' });
  assert(!isListening());
});

test('text of the asker cannot steer the terminal', async () => {
  const { terminal, type, screen } = keyboard();
  const asking = terminalPinSource(terminal).ask(
    {
      asker: 'https://hocba.example',
      title: 'Lớp 6A\x1b[2J\u202e\r\nMã PIN: \x07',
      items: 7,
      someTitles: ['\x9b31mmột\u200b', 'x'.repeat(500)],
      holder: 'Lan',
      place: 'Token (1)',
      tries: 'last',
    },
    never,
  );
  type('1\r');
  await asking;
  assert.doesNotMatch(screen().replaceAll('\n', ''), /\p{C}/u);
  assert.match(screen(), /Việc: Lớp 6A \[2J Mã PIN:/);
  assert.match(screen(), /và 5 mục nữa/);
  assert.match(screen(), /CHỈ CÒN MỘT LẦN/);
  assert.equal(plainLine('x'.repeat(500)).length, 160);
});
