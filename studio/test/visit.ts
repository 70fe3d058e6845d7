import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** Milliseconds without a request after which a page has what it asked for. */
const quietMs = 150;

/**
 * Goes there as a link does, without loading the application again, which takes ten times as long; resolves when nothing
 * is asked of the server any more.
 */
export async function visit(page: Page, path: string): Promise<void> {
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
    await page.evaluate(async (to) => {
      window.history.pushState(null, '', to);
      // It has begun to go there, and asked for what it needs. A page in which nothing moves is not called by itself.
      for (let times = 0; times < 2; times += 1) {
        await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }));
      }
    }, path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    while (open.size > 0 || performance.now() - changedAt < quietMs) await sleep(20);
  } finally {
    page.off('request', begun);
    page.off('requestfinished', ended);
    page.off('requestfailed', ended);
  }
}
