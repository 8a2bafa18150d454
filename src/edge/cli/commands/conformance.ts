import { parseArgs } from 'node:util';
import type { CheckResult } from '../../../app/conformance/ports.ts';
import type { Result } from '../../../domain/result.ts';
import { conformanceText as t } from '../../text/conformance.ts';
import { type Command, exit } from '../command.ts';
import { settingsTrouble } from '../settings-trouble.ts';
import type { SettingsTrouble } from './serve.ts';

export interface ConformanceDeps {
  /** Tries one requirement after the other. */
  run(
    register: string,
    settingsFile: string,
  ): Promise<Result<AsyncIterable<CheckResult>, SettingsTrouble>>;
}

const sentences: Readonly<Record<string, string>> = t.checks;

/** `hocba conformance`: scores any implementation of the protocol. */
export const conformanceCommand = (deps: ConformanceDeps): Command => ({
  name: 'conformance',
  summary: t.summary,
  usage: t.usage,
  async run(args, io, signal) {
    const options = readOptions(args);
    if (options === undefined) {
      io.stderr(`hocba ${t.usage}\n`);
      return exit.usage;
    }
    const started = await deps.run(options.register, options.settings);
    if (!started.ok) return settingsTrouble(started.refusal, io);
    const results: CheckResult[] = [];
    const write = options.json ? io.stderr : io.stdout;
    for await (const result of started.value) {
      signal.throwIfAborted();
      results.push(result);
      write(`${describe(result)}\n`);
    }
    const count = (outcome: CheckResult['outcome']): number =>
      results.filter((result) => result.outcome === outcome).length;
    const passed = count('passed');
    const described = results.map((one) => ({ ...one, sentence: sentences[one.check] }));
    if (options.json) {
      io.stdout(`${JSON.stringify({ passed, total: results.length, results: described })}\n`);
    } else io.stdout(`${t.score(passed, results.length)}\n`);
    if (count('failed') > 0) return exit.refused;
    return count('undetermined') > 0 ? exit.undetermined : exit.done;
  },
});

function describe({ check, outcome, expected, found }: CheckResult): string {
  const line = `${t.outcomes[outcome].padEnd(10)} ${sentences[check] ?? check}`;
  return outcome === 'passed' ? line : `${line} (${check}: ${t.difference(expected, found)})`;
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        register: { type: 'string' },
        settings: { type: 'string' },
      },
    });
    const { register, settings, json = false } = values;
    if (!register || !settings || !URL.canParse(register)) return undefined;
    return { register, settings, json };
  } catch {
    return undefined;
  }
}
