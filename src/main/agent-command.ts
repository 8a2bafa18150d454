import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { agentHome, pairingFile } from '../adapter/agent-pairing/pairing-file.ts';
import { modulesHere } from '../adapter/pkcs11/modules-here.ts';
import { createTokenService } from '../adapter/pkcs11/token-service.ts';
import { Outage } from '../app/outage.ts';
import { instantOf } from '../domain/time/instant.ts';
import type { AgentDeps } from '../edge/cli/commands/agent.ts';

const interruptByte = 0x03;

export const agentDeps: AgentDeps = {
  openTerminal,
  modulesHere: () => modulesHere(),
  exists: existsSync,
  pairingStore: (home) => pairingFile(home ?? agentHome(process.platform, process.env, homedir())),
  service: (modules, pin, asker) =>
    createTokenService({
      modules,
      pin,
      asker,
      clock: { now: () => instantOf(Date.now()) },
    }),
  async listen(app, port) {
    try {
      return await app.listen({ host: '127.0.0.1', port });
    } catch (error) {
      throw new Outage('agent-port-in-use', { fact: String(port), cause: error });
    }
  },
};

/**
 * This window with its echo off for as long as the agent runs: what is typed too early is shown nowhere and goes to
 * nobody.
 */
function openTerminal(interrupted: () => void): ReturnType<AgentDeps['openTerminal']> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  let typed: ((bytes: Uint8Array) => void) | undefined;
  stdin.setRawMode(true);
  stdin.on('data', (bytes: Buffer) => {
    if (typed !== undefined) typed(bytes);
    else if (bytes.includes(interruptByte)) interrupted();
    bytes.fill(0);
  });
  stdin.once('end', interrupted);
  return {
    listen(to) {
      typed = to;
      return () => {
        typed = undefined;
      };
    },
    // In raw mode a line feed alone does not lead back to the line's beginning on every system.
    write: (text) => void stderr.write(text.replaceAll('\n', '\r\n')),
    close() {
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
