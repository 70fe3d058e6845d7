import axe from 'axe-core';
import type { Page } from 'playwright-core';

export type Theme = 'light' | 'dark';

interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const both: readonly Theme[] = ['light', 'dark'];

/**
 * What axe finds that keeps somebody from using the page: every rule, in every theme. The theme changes under the page as it
 * stands, as it does when the system's changes; loading the page again for it takes ten times as long as looking at it.
 */
export async function seriousOn(page: Page, themes: readonly Theme[] = both): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await settle(page);
    const violations: readonly Violation[] = await page.evaluate(
      async () => (await Reflect.get(window, 'axe').run(document, { resultTypes: ['violations'] })).violations,
    );
    found.push(...violations.flatMap((violation) => describeSerious(theme, violation)));
  }
  return found;
}

/** Nothing is half faded in: colours count when they are there. What turns for ever (a skeleton) is not waited for. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let still = 0; still < 3; still += 1) {
      await new Promise(requestAnimationFrame);
      const moving = document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
      if (moving.length > 0) still = -1;
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  });
}

function describeSerious(theme: Theme, { id, impact, nodes }: Violation): string[] {
  if (impact !== 'serious' && impact !== 'critical') return [];
  return nodes.map(({ html, failureSummary }) => `${theme}: ${id}: ${html.slice(0, 200)} ${failureSummary}`);
}
