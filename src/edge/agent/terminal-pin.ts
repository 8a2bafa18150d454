import type { PinRequest, PinSource } from '../../app/signing/pin-source.ts';
import { agentText as t } from '../text/agent.ts';
import { plainLine, readHidden, type Terminal } from './terminal.ts';

/** Shows what is about to be signed and for whom, then takes the PIN in the agent's own terminal. */
export const terminalPinSource = (terminal: Terminal): PinSource => ({
  async ask(request, signal) {
    terminal.write(`${linesOf(request).join('\n')}\n${t.pinPrompt}`);
    try {
      const pin = await readHidden(terminal, signal);
      terminal.write(`\n${pin === undefined ? t.declined : t.signing}\n`);
      return pin ?? 'cancelled';
    } catch (error) {
      terminal.write(`\n${t.withdrawn}\n`);
      throw error;
    }
  },
});

function linesOf(request: PinRequest): readonly string[] {
  const { asker, title, items, someTitles, holder, place, tries } = request;
  const more = items - someTitles.length;
  return [
    '',
    t.request(plainLine(asker)),
    t.requestTitle(plainLine(title)),
    t.requestItems(items),
    ...someTitles.map((one) => `    – ${plainLine(one)}`),
    ...(more > 0 ? [t.moreItems(more)] : []),
    t.requestCertificate(plainLine(holder), plainLine(place)),
    ...(tries === 'usual' ? [] : [t.tries[tries]]),
  ];
}
