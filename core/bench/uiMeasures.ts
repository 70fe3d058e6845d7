import type { launchChromium } from '../../studio/test/launchChromium.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import { asAdmin } from '../testing/asAdmin.ts';
import { median } from './load.ts';

export type Browser = Awaited<ReturnType<typeof launchChromium>>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;

// What runs in the page is text, because the types of a browser have no place in core.

/** Resolves in the frame after the one in which `test` first holds, with the milliseconds since `from`. */
export const untilPainted = (test: string, from: string) => `new Promise((resolve) => {
  const began = ${from};
  const look = () => (${test}) ? requestAnimationFrame(() => resolve(performance.now() - began)) : requestAnimationFrame(look);
  look();
})`;

/** The rows of an entity's list are there. Its title is its name with a capital: the definitions say no other. */
const rowsOf = (entity: string) =>
  `document.querySelector('table[aria-label="${entity.replace(/^./, (letter) => letter.toUpperCase())}"] tbody a[href]') !== null`;
const shiftSum = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 300);
})`;

/** Somebody who was never here, but may do everything. */
function newVisitor(browser: Browser) {
  return browser.newContext({
    locale: 'en',
    viewport: { width: 1440, height: 900 },
    extraHTTPHeaders: asAdmin,
  });
}

export async function open(browser: Browser, url: string): Promise<Page> {
  const context = await newVisitor(browser);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** A list opened by somebody who was never here: KB over the wire until its rows are shown, and when they are. */
export async function measureLoad(browser: Browser, url: string, path: string) {
  const times: number[] = [];
  let kilobytes = 0;
  let shift = 0;
  for (let round = 0; round < 5; round += 1) {
    const context = await newVisitor(browser);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    // Pages that are likely next are prepared when the browser is idle: never, here.
    await page.addInitScript('window.requestIdleCallback = () => 0;');
    const parts = new Set<string>();
    let bytes = 0;
    devtools.on('Network.responseReceived', ({ requestId, response }) => {
      if (!new URL(response.url).pathname.startsWith('/api/records')) parts.add(requestId);
    });
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (parts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(url + path, { waitUntil: 'commit' });
    times.push(Number(await page.evaluate(untilPainted(rowsOf('contact'), '0'))));
    await page.waitForLoadState('networkidle');
    kilobytes = Math.max(kilobytes, bytes / 1024);
    shift = Math.max(shift, Number(await page.evaluate(shiftSum)));
    await context.close();
  }
  return { kilobytes, interactiveMs: median(times), shift };
}

/** From one entity's list to another's by the sidebar. */
export async function measureSwitch(browser: Browser, url: string, rounds: number) {
  const go = (page: Page, entity: string) =>
    page.evaluate(`(() => {
      const link = document.querySelector('nav a[href="/${entity}"]');
      const start = performance.now();
      link.click();
      return ${untilPainted(rowsOf(entity), 'start')};
    })()`);
  const firsts: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const page = await open(browser, `${url}/wide`);
    await page.waitForLoadState('networkidle');
    firsts.push(Number(await go(page, 'contact')), Number(await go(page, 'account')));
    await page.waitForLoadState('networkidle');
    for (let again = 0; again < rounds / 3; again += 1) {
      for (const entity of ['contact', 'account']) {
        times.push(Number(await go(page, entity)));
        await page.waitForTimeout(200);
      }
    }
    await page.context().close();
  }
  return { firstMs: median(firsts), againMs: median(times) };
}

/** From the click on New to the frame with the last field; `firstMs` of somebody who came to the list and has opened no form yet. */
export async function measureForm(browser: Browser, url: string, fields: number, rounds: number) {
  const go = (page: Page) =>
    page.evaluate(`(() => {
      const link = document.querySelector('a[href="/wide/new"]');
      const start = performance.now();
      link.click();
      return ${untilPainted(`document.getElementById('field_f${fields}') !== null`, 'start')};
    })()`);
  const firsts: number[] = [];
  const times: number[] = [];
  for (let visit = 0; visit < 5; visit += 1) {
    const page = await open(browser, `${url}/wide`);
    await page.waitForLoadState('networkidle');
    firsts.push(Number(await go(page)));
    for (let again = 0; again < rounds / 5; again += 1) {
      await page.waitForTimeout(300);
      await page.locator('nav a[href="/wide"]').first().click();
      await page.waitForSelector('a[href="/wide/new"]');
      await page.waitForTimeout(200);
      times.push(Number(await go(page)));
    }
    await page.context().close();
  }
  const page = await open(browser, `${url}/wide/new`);
  await page.waitForSelector(`#field_f${fields}`);
  await page.waitForLoadState('networkidle');
  const shift = Number(await page.evaluate(shiftSum));
  await page.context().close();
  return { firstMs: median(firsts), againMs: median(times), shift };
}

/** From the key to the frame that shows its letter. */
export async function measureKeys(browser: Browser, url: string, fields: number) {
  const page = await open(browser, `${url}/wide/new`);
  await page.waitForSelector(`#field_f${fields}`);
  await page.waitForLoadState('networkidle');
  const times = await timeKeys(page, async () => {
    for (const field of ['f1', 'f8', 'f13']) {
      await page.locator(`#field_${field}`).click();
      await typeIn(page, 'the quick brown fox jumps over the lazy dog');
    }
  });
  await page.context().close();
  return { p95Ms: times[Math.floor(times.length * 0.95)] ?? Number.NaN };
}

/** Letter by letter, into what has the focus. */
export async function typeIn(page: Page, text: string): Promise<void> {
  for (const letter of text) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(30);
  }
}

/** Milliseconds from each key that is pressed meanwhile to the frame that shows what it does, the shortest first. */
export async function timeKeys(page: Page, press: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`(() => {
    window.keyTimes = [];
    window.timeKey = (event) => {
      // The frame is painted when the task after its callbacks runs.
      requestAnimationFrame(() => setTimeout(() => window.keyTimes.push(performance.now() - event.timeStamp), 0));
    };
    document.addEventListener('keydown', window.timeKey, true);
  })()`);
  await press();
  const measured: unknown = await page.evaluate(`(() => {
    document.removeEventListener('keydown', window.timeKey, true);
    return window.keyTimes;
  })()`);
  return (Array.isArray(measured) ? measured.map(Number) : []).sort((a, b) => a - b);
}

/** Frames a second while a list moves by 60 px a frame, and while it goes from one end to the other. */
export async function measureScroll(browser: Browser, url: string, ms: number) {
  const page = await open(browser, `${url}/contact?sort=name`);
  await page.waitForSelector('tbody a[href]');
  await page.waitForLoadState('networkidle');
  const frames = (step: string) =>
    page.evaluate(`new Promise((resolve) => {
      const scroller = document.querySelector('[data-list-scroller]');
      const start = performance.now();
      const range = scroller.scrollHeight - scroller.clientHeight;
      let count = 0;
      const move = () => {
        const past = performance.now() - start;
        if (past > ${ms}) return resolve(count / (past / 1000));
        count += 1;
        scroller.scrollTop = ${step};
        requestAnimationFrame(move);
      };
      requestAnimationFrame(move);
    })`);
  const wheel = Number(await frames('scroller.scrollTop + 60'));
  const fling = Number(await frames(`(past / ${ms}) * range`));
  await page.context().close();
  return { wheel, fling };
}

/** From the request that adds a field until a form that is open in a browser shows it, and the same for taking it away. */
export async function measureFollow(browser: Browser, url: string, rounds: number) {
  const page = await openSignedIn(browser, url);
  await page.goto(`${url}/wide/new`);
  await page.waitForSelector('#field_f1');
  await page.waitForLoadState('networkidle');
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const control = `document.getElementById('field_extra${round}')`;
    const properties = { [`extra${round}`]: { type: 'string', title: `Extra ${round}` } };
    const shown = page.evaluate(untilPainted(`${control} !== null`, 'performance.now()'));
    await applyToWide(url, { 'x-patch': true, properties });
    times.push(Number(await shown));
    const gone = page.evaluate(untilPainted(`${control} === null`, 'performance.now()'));
    await applyToWide(url, null);
    times.push(Number(await gone));
  }
  await page.context().close();
  times.sort((a, b) => a - b);
  return { medianMs: median(times), p95Ms: times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN };
}

async function applyToWide(url: string, document: JsonObject | null): Promise<void> {
  const response = await fetch(`${url}/api/changesets`, {
    method: 'POST',
    headers: { ...asAdmin, 'content-type': 'application/json' },
    body: JSON.stringify({ changes: [{ kind: 'entity', name: 'wide', document }], acceptDataLoss: true }),
  });
  if (!response.ok) throw new Error(`The model could not be changed: ${response.status} ${await response.text()}`);
}

/** With a session: a browser sends no headers of one's own with what opens a live connection. */
async function openSignedIn(browser: Browser, url: string): Promise<Page> {
  const [email, password] = ['follow@example.com', 'quiet river stone 42'];
  const headers = { ...asAdmin, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'Follow', email, roles: ['admin'] });
  const response = await fetch(`${url}/api/users`, { method: 'POST', headers, body });
  const answer: unknown = await response.json();
  if (!isObject(answer) || typeof answer.link !== 'string') throw new Error('Nobody could be invited');
  const token = new URL(answer.link).searchParams.get('token');
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  await page.goto(url);
  for (const [path, values] of [
    ['reset-password', { token, newPassword: password }],
    ['sign-in/email', { email, password }],
  ] as const) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(values) };
    await page.evaluate(`fetch('/api/auth/${path}', ${JSON.stringify(init)})`);
  }
  return page;
}
