/** Exit codes of every command: the contract that tests and operators rely on. */
export const exit = {
  done: 0,
  refused: 1,
  undetermined: 2,
  usage: 64,
  unreadable: 65,
  tryAgain: 75,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** Where a command writes: results to standard output, messages and progress to standard error. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** True when standard error is a terminal that can redraw a line. */
  readonly isTty: boolean;
  readonly columns: number;
}

/** One verb of the program. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands, in Vietnamese. */
  readonly summary: string;
  /** The synopsis, without the program's name. */
  readonly usage: string;
  run(args: readonly string[], io: Io, signal: AbortSignal): Promise<ExitCode>;
}
