import { Outage } from '../../app/outage.ts';
import type { FromModule, TokenContent } from './message.ts';
import { startModuleProcess } from './module-process.ts';
import { nameOfCode } from './return-code.ts';
import type { TokenSettings } from './token-service.ts';

export interface FoundToken {
  readonly module: string;
  readonly token: TokenContent;
}

/** The tokens of all modules. A module that fails is passed over while another one answers. */
export async function readModules(
  settings: TokenSettings,
  signal: AbortSignal,
): Promise<readonly FoundToken[]> {
  const read = await Promise.allSettled(
    settings.modules.map((module) => readModule(settings, module, signal)),
  );
  signal.throwIfAborted();
  const answered = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [failed] = read.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (answered.length === 0 && failed !== undefined) throw failed;
  return answered.flat();
}

async function readModule(
  { environment, limits }: TokenSettings,
  module: string,
  signal: AbortSignal,
): Promise<readonly FoundToken[]> {
  const started = startModuleProcess(module, environment);
  try {
    started.tell({ act: 'read' });
    const heard = await started.hear(limits.readMs, signal);
    if (heard.answer !== 'read') throw outageOf(module, heard);
    return heard.tokens.map((token) => ({ module, token }));
  } finally {
    started.end();
  }
}

/** What a module says besides what was asked, as an outage. */
export function outageOf(module: string, heard: FromModule): Outage {
  switch (heard.answer) {
    case 'unloadable':
      return new Outage('token-module-unloadable', { fact: heard.reason });
    case 'failed':
      return new Outage('token-failed', { fact: `${heard.call} ${nameOfCode(heard.code)}` });
    default:
      return new Outage('token-failed', { fact: `${module}: ${heard.answer}` });
  }
}
