/** Text as the form takes it: one line, no blank at either end, NFC; null when nothing is left. */
export function oneLine(text: string | null): string | null {
  if (text === null) return null;
  const line = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return line === '' ? null : line;
}
