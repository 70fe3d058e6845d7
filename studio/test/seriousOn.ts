import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds that keeps somebody from using the page. */
export async function seriousOn(page: Page): Promise<string[]> {
  // Not half faded in: colours count when they are there.
  await page.waitForTimeout(350);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations: readonly Violation[] = await page.evaluate(
    async () => (await Reflect.get(window, 'axe').run(document, { resultTypes: ['violations'] })).violations,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}
