import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

test('a workflow of the base that is switched on in Chinese tells people in Chinese', async () => {
  const page = await studio.open('/studio/workflows', { language: 'zh-CN' });
  await page.getByRole('switch', { name: '启用线索分配' }).click();
  await page.getByRole('link', { name: /^审阅/ }).last().click();
  await page.getByRole('button', { name: /^应用/ }).click();
  const stored = async () => (await studio.api('/api/definitions/workflow/leadAssignment')).document;
  await expect
    .poll(async () => JSON.stringify(await stored()), { timeout: 10_000 })
    .toContain('您有新线索：${record.label}');
  // What it is called stays, and follows whoever reads it.
  expect(await stored()).toMatchObject({ title: 'Lead assignment', trigger: { on: 'record.created' } });
  expect(await stored()).not.toMatchObject({ enabled: false });
  const lead = await studio.api('/api/records/lead', { method: 'POST', body: { name: 'Lin', source: 'website' } });
  const runs = async () => (await studio.api(`/api/runs?workflow=leadAssignment&record=${String(lead.id)}`)).data;
  await expect.poll(runs, { timeout: 10_000 }).toMatchObject([{ workflow: 'leadAssignment' }]);
  await page.context().close();
});

test('a switch that cannot be turned says why, and stays as it is', async () => {
  const page = await studio.open('/studio/workflows');
  const toggle = page.getByRole('switch', { name: 'Lead assignment on' });
  await toggle.waitFor();
  const wasOn = await toggle.isChecked();
  const document = '**/api/definitions/workflow/leadAssignment*';
  await page.route(document, (route) => route.abort());
  await toggle.click();
  const told = page.getByText(/“Lead assignment” was left as it is\. /);
  await told.waitFor();
  expect(await told.textContent()).not.toMatch(/as it is\. *$/);
  expect(await toggle.isChecked()).toBe(wasOn);
  // Tried again when the server is there, it works.
  await page.unroute(document);
  await toggle.click();
  await expect.poll(() => toggle.isChecked()).toBe(!wasOn);
  await page.context().close();
});
