import type { Io } from './command.ts';
import { hanging } from './text-layout.ts';

/** One line that tells how far something is: redrawn on a terminal, written once in a log. */
export interface ProgressLine {
  start(label: string): void;
  update(done: number, total: number): void;
  /** Ends the line with what was done. */
  finish(words: string): void;
}

const redrawEveryMs = 80;
const labelWidth = 14;
/** Where the words begin behind the seconds. */
const wordsAt = 13;

/** A bar on a terminal; plain lines elsewhere. Writes to standard error only. */
export function progressLine(io: Io, nowMs: () => number): ProgressLine {
  let label = '';
  let drawnAt = 0;
  return {
    start(words) {
      label = words;
      drawnAt = 0;
      if (io.isTty) io.stderr(`\r${bar(label, 0, 1, io.columns)}`);
    },
    update(done, total) {
      if (!io.isTty || nowMs() - drawnAt < redrawEveryMs) return;
      drawnAt = nowMs();
      io.stderr(`\r${bar(label, done, total, io.columns)}`);
    },
    finish(words) {
      const line = `${label.padEnd(labelWidth)} ${words}`;
      const indent = labelWidth + 1 + wordsAt;
      io.stderr(io.isTty ? `\r\u001b[2K${hanging(line, indent, io.columns)}\n` : `${line}\n`);
    },
  };
}

/** `Kí            ██████████░░░░░░░░░░  52 %`, never wider than the terminal. */
export function bar(label: string, done: number, total: number, columns: number): string {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, done / total));
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  const width = Math.max(0, Math.min(40, columns - labelWidth - 8));
  const full = Math.round(share * width);
  const drawn = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
  return `${label.padEnd(labelWidth)} ${drawn} ${percent} %`;
}
