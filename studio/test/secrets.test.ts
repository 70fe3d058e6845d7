import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { words } from './people.ts';

let studio: Studio;
const t = words.en;

beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

async function secrets(): Promise<{ name: string; hosts: string[] }[]> {
  const { data } = await studio.api('/api/workflow-secrets');
  return Array.isArray(data) ? JSON.parse(JSON.stringify(data)) : [];
}

test('a secret is set, given other hosts, and forgotten, and is never shown', async () => {
  const page = await studio.open('/settings/secrets');
  await page.getByText(t.secret.none).waitFor();
  await page.getByRole('button', { name: t.secret.new }).click();
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: t.action.save });
  await dialog.getByLabel(t.secret.name).fill('9 lives');
  await dialog.getByLabel(t.secret.value).fill('hunter2-hunter2');
  expect(await save.isDisabled()).toBe(true);
  await dialog.getByLabel(t.secret.name).fill('apiKey');
  await dialog.getByLabel(t.secret.hosts).fill('no host!');
  await save.click();
  await dialog.getByText(t.secret.badHosts).waitFor();
  await dialog.getByLabel(t.secret.hosts).fill('https://API.example.com:8443/v1, *.example.org');
  await page.keyboard.press('Enter');
  await page.getByText(t.secret.saved).waitFor();
  await page.getByText('api.example.com:8443, *.example.org', { exact: false }).waitFor();
  expect(await secrets()).toMatchObject([{ name: 'apiKey', hosts: ['api.example.com:8443', '*.example.org'] }]);
  expect(await page.content()).not.toContain('hunter2');

  await page.getByRole('button', { name: t.secret.changeNamed.replace('{{name}}', 'apiKey') }).click();
  await dialog.getByLabel(t.secret.hosts).fill('api.example.com');
  await dialog.getByText(t.secret.valueForHosts).waitFor();
  expect(await save.isDisabled()).toBe(true);
  await dialog.getByLabel(t.secret.hosts).fill('*.example.org');
  await save.click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(async () => (await secrets())[0]?.hosts).toEqual(['*.example.org']);

  await page.getByRole('button', { name: t.secret.forgetNamed.replace('{{name}}', 'apiKey') }).click();
  await dialog.getByRole('button', { name: t.secret.forget, exact: true }).click();
  await page.getByText(t.secret.none).waitFor();
  expect(await secrets()).toEqual([]);
});
