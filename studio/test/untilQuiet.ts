import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** Milliseconds without a request after which a page has what it asked for. */
const quietMs = 150;

/** Does something on the page; resolves when it is done and nothing is asked of the server any more. */
export async function untilQuiet(page: Page, act: () => Promise<void>): Promise<void> {
  const open = new Set<Request>();
  let changedAt = performance.now();
  const begun = (request: Request) => {
    open.add(request);
    changedAt = performance.now();
  };
  const ended = (request: Request) => {
    open.delete(request);
    changedAt = performance.now();
  };
  page.on('request', begun);
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  try {
    await act();
    while (open.size > 0 || performance.now() - changedAt < quietMs) await sleep(20);
  } finally {
    page.off('request', begun);
    page.off('requestfinished', ended);
    page.off('requestfailed', ended);
  }
}
