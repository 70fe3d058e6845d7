import { setTimeout as sleep } from 'node:timers/promises';
import type { Alert } from './createAlarm.ts';

/** Milliseconds before each try. */
const waits = [0, 1_000, 5_000];
const timeoutMs = 10_000;

/** Posts an alert as JSON to a webhook. Throws when none of three tries got an answer of success. */
export async function postAlert(url: string, alert: Alert): Promise<void> {
  const body = JSON.stringify({ event: 'repeatedDenials', ...alert, text: sentence(alert) });
  let failure: unknown;
  for (const wait of waits) {
    await sleep(wait);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body?.cancel();
      if (answer.ok) return;
      failure = new Error(`the webhook answered ${answer.status}`);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** For people; chat programs show a member called `text`. */
function sentence({ actor, denials, minutes }: Alert): string {
  return `Kiln refused ${actor.name} ${denials} times within ${minutes} minutes.`;
}
