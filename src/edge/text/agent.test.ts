import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentText } from './agent.ts';
import { outageText } from './outage.ts';

/** What tokens, their modules, the agent and its client throw. */
const outages = [
  'token-module-unloadable',
  'token-module-ended',
  'token-module-hangs',
  'token-failed',
  'agent-port-in-use',
  'agent-home-unreadable',
  'agent-home-unwritable',
  'agent-unreachable',
  'agent-connection-lost',
  'agent-busy',
  'agent-unintelligible',
  'agent-failed',
];

for (const code of outages) {
  test(`${code}: what happened and what to do`, () => {
    const [what = '', remedy = ''] = outageText[code] ?? [];
    assert.match(what, /^\p{Lu}.*\.$/u);
    assert.match(remedy, /^\p{Lu}.*\.$/u);
  });
}

test('the prompt says how to sign and how to decline, and that nothing is shown', () => {
  assert.match(agentText.pinPrompt, /không hiện.*Enter để kí.*Ctrl-C để từ chối/);
});
