import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAsAdmin } from '../../core/testing/asAdmin.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);
const fieldsOf = (page: Page, section: string) =>
  page.getByRole('region', { name: section, exact: true }).locator('[data-part^="field"]').allTextContents();
const settings = (page: Page) => page.getByRole('region', { name: 'Settings' });

async function drag(page: Page, from: Locator, to: Locator, where: { x: number; y: number }) {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('not on the page');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 12, start.y + start.height / 2 + 6, { steps: 3 });
  await page.mouse.move(end.x + end.width * where.x, end.y + end.height * where.y, { steps: 8 });
  await page.mouse.up();
}

test('fields are dragged in and about, moved by keys, taken out, and all of it is undone', async () => {
  const page = await studio.open('/studio/forms/note');
  const section = (await page.locator('[data-part^="section"]').first().textContent()) ?? '';
  const before = await fieldsOf(page, section);
  expect(before.length).toBeGreaterThan(1);

  // By drag, to before the first one; by click, to the end.
  const first = page.locator('[data-part^="field"]').first();
  await drag(page, page.getByRole('button', { name: 'Created by' }), first, { x: 0.2, y: 0.3 });
  await expect.poll(() => fieldsOf(page, section)).toEqual(['Created by', ...before]);
  await page.getByRole('button', { name: 'Updated by' }).click();
  await settings(page).getByRole('heading', { name: 'Updated by' }).waitFor();

  await part(page, 'field createdBy').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await fieldsOf(page, section)).indexOf('Created by')).toBe(1);
  // The cursor goes along.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Created by');
  await page.keyboard.press('Delete');
  await expect.poll(() => fieldsOf(page, section)).not.toContain('Created by');

  await part(page, 'section 0').focus();
  for (let times = 0; times < 4; times += 1) await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => fieldsOf(page, section)).toEqual(before);
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});

test('conditions are put together in words, and the preview follows them while one types', async () => {
  const page = await studio.open('/studio/forms/opportunity');
  await part(page, 'field source').click();
  await settings(page)
    .getByRole('button', { name: /^Shown when/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Shown when' });
  await dialog.getByRole('button', { name: 'As expression' }).click();
  await dialog.getByRole('textbox').fill("account.name == 'x'");
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('textbox').fill('amount > 500');
  await dialog.getByRole('textbox').blur();
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await settings(page).getByText('Amount > 500').waitFor();

  for (const look of ['Computer', 'Phone']) {
    await page.getByRole('radio', { name: look }).check({ force: true });
    const preview = page.locator('[data-preview]');
    await preview.getByLabel('Amount', { exact: true }).fill('100');
    await preview.getByLabel('Source').waitFor({ state: 'detached' });
    await preview.getByLabel('Amount', { exact: true }).fill('900');
    await preview.getByLabel('Source').waitFor();
  }
  expect(await page.locator('[data-preview="phone"]').evaluate((screen) => screen.getBoundingClientRect().width)).toBe(
    375,
  );
  await page.context().close();
});

test('an option is offered only while its condition holds; the condition belongs to the entity', async () => {
  const page = await studio.open('/studio/forms/opportunity');
  await part(page, 'field stage').click();
  await settings(page).getByText('Options offered').click();
  await settings(page).getByRole('button', { name: 'Won: Always' }).click();
  const dialog = page.getByRole('dialog', { name: 'Won' });
  await dialog.getByRole('button', { name: 'As expression' }).click();
  await dialog.getByRole('textbox').fill('amount > 500');
  await dialog.getByRole('textbox').blur();
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await settings(page).getByText('Amount > 500').waitFor();

  await page.getByRole('radio', { name: 'Computer' }).check({ force: true });
  const preview = page.locator('[data-preview]');
  const offered = async () => {
    await preview.getByLabel('Stage').click();
    await page.locator('.ant-select-item-option').first().waitFor();
    const titles = await page.locator('.ant-select-item-option').allTextContents();
    await page.keyboard.press('Escape');
    return titles;
  };
  await preview.getByLabel('Amount', { exact: true }).fill('100');
  await expect.poll(offered, { interval: 500 }).not.toContain('Won');
  await preview.getByLabel('Amount', { exact: true }).fill('900');
  await expect.poll(offered, { interval: 500 }).toContain('Won');
  await page.context().close();
});

test('a form for a role is made, applied, and opens for those who hold it', async () => {
  const page = await studio.open('/studio/forms/note');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await page.waitForURL('**/studio/forms/note2');
  await settings(page).getByRole('checkbox', { name: 'Salesperson' }).check();
  await page.getByRole('button', { name: 'Tab', exact: true }).click();
  const title = settings(page).getByRole('textbox').first();
  await title.fill('For sales');
  // Kept over a reload.
  await expect.poll(() => page.locator('[data-part="tab 1"]').textContent()).toBe('For sales');
  await page.waitForTimeout(600);
  await page.reload();
  await page.locator('[data-part="tab 1"]').getByText('For sales').waitFor();
  await page.context().close();

  const changes = [{ kind: 'form', name: 'note2', document: await drafted('note2') }];
  const body = { changes, message: 'A form for sales' };
  expect(await studio.api('/api/changesets', { method: 'POST', body })).toHaveProperty('id');
  const asSalesperson = { headers: { 'x-kiln-view-as': 'role:salesperson' } };
  const response = await fetchAsAdmin(`${studio.server.url}/api/model`, asSalesperson);
  expect(opening(await response.json())).toEqual(['note2']);
  expect(opening(await studio.api('/api/model'))).toEqual(['note']);
});

async function drafted(name: string) {
  const { document } = await studio.api('/api/definitions/form/note');
  return { ...Object(document), $id: name, title: 'Note for sales', roles: ['salesperson'] };
}

function opening(model: object): string[] {
  const forms: { name: string; entity: string; default: boolean }[] = Reflect.get(model, 'forms');
  return forms.filter((form) => form.entity === 'note' && form.default).map((form) => form.name);
}

test('on a phone, in Chinese, a section is added and a field put into it', async () => {
  const page = await studio.open('/studio/forms/note', { phone: true, language: 'zh-CN' });
  await page.getByRole('button', { name: '添加分组' }).click();
  await page.getByRole('button', { name: '创建人' }).click();
  await part(page, 'field createdBy').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});
