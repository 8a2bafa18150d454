import { setImmediate as turn } from 'node:timers/promises';
import { type Cryptoki, loadCryptoki } from './cryptoki.ts';
import { layoutOf } from './layout.ts';
import type { FromModule, NumberedInput, NumberedValue, ToModule } from './message.ts';
import { CallFailure, meaningOfCode } from './return-code.ts';
import {
  flagsNow,
  openToken,
  readTokens,
  type TokenSession,
  type UnlockedKey,
  unlockKey,
} from './token-session.ts';

/** Values go to the parent in handfuls, unless the token is slow: then each by itself. */
const handful = 16;
const longestWaitMs = 20;

/**
 * What the process of one module does, for one act at a time. Whatever the module does to its process (crash, hang,
 * leak), the agent stays.
 */
class ModuleActs {
  private readonly cryptoki: Cryptoki;
  private readonly send: (message: FromModule) => void;
  private open: TokenSession | undefined;
  private key: UnlockedKey | undefined;

  constructor(cryptoki: Cryptoki, send: (message: FromModule) => void) {
    this.cryptoki = cryptoki;
    this.send = send;
  }

  async perform(message: Exclude<ToModule, { act: 'close' }>): Promise<void> {
    try {
      if (message.act === 'sign') await this.sign(message.items);
      else this.send(this.answer(message));
    } catch (error) {
      this.send(this.failure(error, null));
    }
  }

  private answer(message: Exclude<ToModule, { act: 'sign' | 'close' }>): FromModule {
    switch (message.act) {
      case 'read':
        return { answer: 'read', tokens: readTokens(this.cryptoki) };
      case 'find': {
        const opened = openToken(this.cryptoki, message.token, message.certificate);
        if ('answer' in opened) return opened;
        this.open = opened;
        const { token, certificate } = opened;
        return { answer: 'found', token, certificate };
      }
      case 'unlock': {
        if (this.open === undefined) throw new Error('no token is open');
        const key = unlockKey(this.cryptoki, this.open, message.algorithm, message.pin);
        if (typeof key === 'string') return { answer: 'unusable', fault: key };
        this.key = key;
        return { answer: 'unlocked' };
      }
    }
  }

  private async sign(items: readonly NumberedInput[]): Promise<void> {
    if (this.key === undefined) throw new Error('no key is unlocked');
    const { plan, sign } = this.key;
    let values: NumberedValue[] = [];
    let sentAt = performance.now();
    const flush = (): void => {
      if (values.length > 0) this.send({ answer: 'signed', values });
      values = [];
      sentAt = performance.now();
    };
    for (const { number, toBeSigned } of items) {
      try {
        values.push({ number, value: sign(plan.input(toBeSigned)) });
      } catch (error) {
        flush();
        const isItsOwn = error instanceof CallFailure && isOfOneItem(error);
        this.send(this.failure(error, isItsOwn ? number : null));
        if (!isItsOwn) return;
      }
      if (values.length >= handful || performance.now() - sentAt > longestWaitMs) flush();
      // Room for the news that the parent is gone.
      await turn();
    }
    flush();
  }

  /** Leaves the token as it was found. The process ends whatever the module says to that. */
  close(): never {
    const steps = [
      () => this.key && this.open && this.cryptoki.logout(this.open.session),
      () => this.open && this.cryptoki.closeSession(this.open.session),
      () => this.cryptoki.finalize(),
    ];
    for (const step of steps) {
      try {
        step();
      } catch {
        // A token that is gone cannot be logged out of.
      }
    }
    process.exit();
  }

  private failure(error: unknown, number: number | null): FromModule {
    if (!(error instanceof CallFailure)) throw error;
    const { call, code } = error;
    const flags = this.open === undefined ? null : flagsNow(this.cryptoki, this.open);
    return { answer: 'failed', call, code, number, flags };
  }
}

const isOfOneItem = ({ code }: CallFailure): boolean => {
  const meaning = meaningOfCode(code);
  return meaning === 'input-refused' || meaning === 'declined';
};

/** Ctrl-C reaches the whole group: the parent decides. Without a parent there is nothing to do here. */
function main(file: string): void {
  const send = (message: FromModule): void => void process.send?.(message);
  process.on('SIGINT', () => undefined);
  let acts: ModuleActs | undefined;
  let before = Promise.resolve();
  process.once('disconnect', () => (acts === undefined ? process.exit() : acts.close()));
  process.on('message', (message: ToModule) => {
    if (acts === undefined) {
      const loaded = load(file);
      if (typeof loaded === 'string') return send({ answer: 'unloadable', reason: loaded });
      acts = new ModuleActs(loaded, send);
    }
    const performing = acts;
    if (message.act === 'close') return performing.close();
    before = before.then(() => performing.perform(message));
    return undefined;
  });
}

function load(file: string): Cryptoki | string {
  try {
    const cryptoki = loadCryptoki(file, layoutOf(process.platform, process.arch));
    cryptoki.initialize();
    return cryptoki;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const [, script, file] = process.argv;
if (script === import.meta.filename && file !== undefined) main(file);
