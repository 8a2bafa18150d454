import type { StampContext } from '../app/register/stamp/ports.ts';
import { runStamper, type Stamper } from '../app/register/stamp/run-stamper.ts';
import type { RegisterConfig } from './register.ts';

/** Looks once a minute whether the day's stamp is due, and tries again ten minutes after a failure. */
const stampEveryMs = 60_000;
const stampRetryMs = 600_000;

/** The daily stamps of a register's heads, told in the operator's log; nothing where no authority is configured. */
export function stamperOf(
  context: StampContext | undefined,
  { write, timeStamp }: Pick<RegisterConfig, 'write' | 'timeStamp'>,
): Stamper | undefined {
  if (context === undefined) return undefined;
  return runStamper(context, {
    everyMs: timeStamp?.lookEveryMs ?? stampEveryMs,
    retryMs: stampRetryMs,
    nowMs: () => performance.now(),
    tell(news) {
      const { event } = news;
      if (news.event === 'checkpoint-stamped') {
        write({ level: 'info', event, facts: { size: news.stamped.size } });
      } else if (news.event === 'stamp-refused') {
        const { refusal } = news;
        const codes = 'codes' in refusal ? refusal.codes.join(' ') : '';
        write({ level: 'error', event, facts: { code: refusal.code, codes } });
      } else write({ level: 'error', event, facts: {}, error: news.error });
    },
  });
}
