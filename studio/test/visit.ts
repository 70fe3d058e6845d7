import type { Page } from 'playwright-core';
import { untilQuiet } from './untilQuiet.ts';

/**
 * Goes there as a link does, without loading the application again, which takes ten times as long; resolves when nothing
 * is asked of the server any more.
 */
export function visit(page: Page, path: string): Promise<void> {
  return untilQuiet(page, async () => {
    await page.evaluate(async (to) => {
      window.history.pushState(null, '', to);
      // It has begun to go there, and asked for what it needs. A page in which nothing moves is not called by itself.
      for (let times = 0; times < 2; times += 1) {
        await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }));
      }
    }, path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
}
