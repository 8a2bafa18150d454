/** A terminal as the agent uses it: whole keys come in, text goes out, nothing is echoed. */
export interface Terminal {
  /** Bytes as they are typed, from now on. The answer ends the listening. */
  listen(typed: (bytes: Uint8Array) => void): () => void;
  write(text: string): void;
}

const interrupt = 0x03;
const enter = [0x0d, 0x0a];
const erase = [0x08, 0x7f];
const escapeKey = 0x1b;
const longestPin = 128;

/**
 * Reads a line without showing it; undefined when it is interrupted (Ctrl-C) or empty. The bytes are the caller's to
 * erase; what was erased on the way is overwritten here.
 */
export function readHidden(
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const typed = new Uint8Array(longestPin);
    let length = 0;
    const finish = (settle: () => void): void => {
      unlisten();
      signal.removeEventListener('abort', stop);
      settle();
      typed.fill(0);
    };
    const stop = (): void => finish(() => reject(signal.reason));
    const unlisten = terminal.listen((bytes) => {
      // Arrows and function keys are no letters of a PIN.
      if (bytes[0] === escapeKey) return;
      for (const byte of bytes) {
        if (byte === interrupt) return finish(() => resolve(undefined));
        if (enter.includes(byte)) {
          return finish(() => resolve(length === 0 ? undefined : typed.slice(0, length)));
        }
        if (erase.includes(byte)) length = beforeLastLetter(typed, length);
        else if (byte >= 0x20 && length < longestPin) typed[length++] = byte;
      }
      return undefined;
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

/** Where the last letter of UTF-8 begins. */
function beforeLastLetter(typed: Uint8Array, length: number): number {
  let at = Math.max(0, length - 1);
  while (at > 0 && ((typed[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  typed.fill(0, at, length);
  return at;
}

/** Text from outside as one harmless line: no control, direction or invisible character reaches the terminal. */
export function plainLine(text: string, longest = 160): string {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const letters = [...plain];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : plain;
}
