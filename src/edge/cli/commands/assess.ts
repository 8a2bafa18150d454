import { parseArgs } from 'node:util';
import { assessRefusalText } from '../../text/assess-command.ts';
import { cliText } from '../../text/cli.ts';
import { parsePolicies, policyAnswers } from '../assess/parse-policy.ts';
import { assessContract, describeAssessment } from '../assess-contract.ts';
import { type Command, exit } from '../command.ts';

export interface AssessDeps {
  /** Throws what the file system throws. */
  readFile(path: string): Promise<Uint8Array>;
}

const usage = 'assess TỆP [--policy TÊN=GIÁ-TRỊ]… [--json]';

/** `hocba assess`: applies a circular to the cases of a JSON file. */
export const assessCommand = (deps: AssessDeps): Command => ({
  name: 'assess',
  summary: `Xét kết quả theo Thông tư 22, 27, 43 cho các trường hợp trong tệp JSON.\nCách hiểu (--policy): ${policyAnswers
    .map(({ name, values }) => `${name}=${values.join('|')}`)
    .join(' ')}`,
  usage,
  async run(args, io) {
    const options = readOptions(args);
    const file = options?.files[0];
    if (options === undefined || file === undefined || options.files.length !== 1) {
      io.stderr(`${cliText.oneFile}\nhocba ${usage}\n`);
      return exit.usage;
    }
    const policy = parsePolicies(options.policies);
    if (!policy.ok) {
      io.stderr(`${assessRefusalText(policy.refusal)}\n`);
      return exit.usage;
    }
    const text = await deps.readFile(file).catch(() => undefined);
    if (text === undefined) {
      io.stderr(`${cliText.fileMissing(file)}\n`);
      return exit.unreadable;
    }
    const json = parseJson(text);
    if (json === undefined) {
      io.stderr(`${cliText.notJson(file)}\n`);
      return exit.unreadable;
    }
    const answers = assessContract(json, policy.value);
    if (!answers.ok) {
      io.stderr(`${assessRefusalText(answers.refusal)}\n`);
      return exit.unreadable;
    }
    if (options.json) io.stdout(`${JSON.stringify(answers.value)}\n`);
    else {
      const described = describeAssessment(json, policy.value);
      if (described.ok) io.stdout(described.value);
    }
    return exit.done;
  },
});

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, policy: { type: 'string', multiple: true } },
    });
    return { files: positionals, json: values.json === true, policies: values.policy ?? [] };
  } catch {
    return undefined;
  }
}

/** The parsed text as an object, so that a lawful `null` is told from a fault. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ?? {};
  } catch {
    return undefined;
  }
}
