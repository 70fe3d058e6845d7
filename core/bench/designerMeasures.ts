import { median } from './load.ts';
import { type Browser, open, type Page, timeKeys, typeIn, untilPainted } from './uiMeasures.ts';

const text = 'the quick brown fox jumps over the lazy dog';

/** The designer of one of many wide entities: keys in its inspector, in its JSON, and the map of all entities. */
export async function measureDesigner(browser: Browser, url: string, entity: string) {
  const page = await open(browser, `${url}/studio/entities/${entity}`);
  await page.waitForSelector('[data-field-row="f7"]');
  await page.waitForLoadState('networkidle');
  await page.locator('[data-field-row="f7"] button').last().click();
  const inspector = await timeKeys(page, () => typeInto(page, 'Title in English'));
  await page.getByRole('button', { name: 'Entity', exact: true }).click();
  const whole = await timeKeys(page, () => typeInto(page, 'Title in English'));
  await page.getByRole('radio', { name: 'JSON' }).check({ force: true });
  await page.waitForSelector('.cm-line');
  // A text of the document, between its quotes.
  await page.locator('.cm-line', { hasText: '"title"' }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const source = await timeKeys(page, () => typeIn(page, text));
  await page.context().close();
  return { inspectorMs: median(inspector), entityMs: median(whole), sourceMs: median(source) };
}

/** From the click on the map to the frame with its entities, and frames a second while it is moved by hand. */
export async function measureMap(browser: Browser, url: string) {
  const page = await open(browser, `${url}/studio`);
  await page.waitForSelector('a[href^="/studio/entities/"]');
  await page.waitForLoadState('networkidle');
  const openMs = Number(
    await page.evaluate(`(() => {
      const start = performance.now();
      [...document.querySelectorAll('label, button')].find((each) => each.textContent === 'Map').click();
      return ${untilPainted("document.querySelector('.react-flow__node') !== null", 'start')};
    })()`),
  );
  await page.mouse.move(500, 500);
  await page.mouse.down();
  await page.evaluate(`(() => {
    window.frames = [];
    const note = (time) => { window.frames.push(time); requestAnimationFrame(note); };
    requestAnimationFrame(note);
  })()`);
  for (let step = 0; step < 120; step += 1) await page.mouse.move(500 + step * 3, 500 - step);
  const frames = Number(
    await page.evaluate('(window.frames.length - 1) / ((window.frames.at(-1) - window.frames[0]) / 1000)'),
  );
  await page.context().close();
  return { openMs, frames };
}

async function typeInto(page: Page, label: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().click();
  await typeIn(page, text);
}
