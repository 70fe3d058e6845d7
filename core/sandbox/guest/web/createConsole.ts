import { createLog, printed } from '../createLog.ts';
import type { RunningCall } from '../RunningCall.ts';

/** `console` writes into the log of the call whose turn it is; outside of calls, nowhere. */
export function createConsole(current: () => RunningCall | undefined): object {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...values: readonly unknown[]) => {
      const call = current();
      if (call) createLog(call)[level](values.map(printed).join(' '));
    };
  return Object.freeze({
    debug: at('debug'),
    trace: at('debug'),
    log: at('info'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  });
}
