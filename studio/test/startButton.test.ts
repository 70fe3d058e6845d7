import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openDraft } from './openDraft.ts';
import { openStudio, type Studio } from './openStudio.ts';

const workflow: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'rateLead', title: 'Rate it', trigger: { on: 'manual', entity: 'lead' } },
  steps: [{ id: 'rated', do: 'records.update', with: { entity: 'lead', id: '${record.id}', values: { score: 77 } } }],
};

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

const settings = (page: Page) => page.getByRole('region', { name: 'Settings of the step' });
const inDraft = (page: Page, count: number) => page.getByRole('link', { name: new RegExp(`^Review ${count} `) }).last();

test('a workflow that is started by hand gets its button where it is designed', async () => {
  const edits = [{ kind: 'workflow', name: 'rateLead', document: workflow }];
  const page = await openDraft(studio, '/studio/workflows/rateLead', edits);
  // By then the page knows that the workflow itself is only drafted, for which it asks.
  await page.locator('[data-node="/trigger"]').click();
  const missed: string[] = [];
  page.on('response', (answer) => void (answer.status() >= 400 && missed.push(answer.url())));
  const onRecord = settings(page).getByRole('switch', { name: 'Button on the page of a record' });
  await onRecord.click();
  await settings(page).getByRole('switch', { name: 'Button over chosen rows of a list' }).click();
  await inDraft(page, 2).waitFor();
  await settings(page)
    .getByRole('group', { name: 'Offered to' })
    .getByRole('checkbox', { name: 'Salesperson' })
    .check();
  // That there is no such action yet is nothing to ask for.
  expect(missed).toEqual([]);

  // Another trigger takes it away, in one step, and undo brings it back.
  const on = settings(page).getByRole('combobox', { name: 'What sets it off' });
  await on.selectOption('record.created');
  await inDraft(page, 1).waitFor();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await inDraft(page, 2).waitFor();
  expect(await onRecord.isChecked()).toBe(true);

  // Other records: the button goes along.
  const entity = settings(page).getByRole('combobox', { name: 'Entity' });
  await entity.selectOption('account');
  await page.locator('[data-node="/trigger"]').getByText('Account').waitFor();
  await entity.selectOption('lead');
  await page.locator('[data-node="/trigger"]').getByText('Lead').waitFor();
  await page.getByRole('status').getByText('Checked').waitFor();
  await inDraft(page, 2).click();
  await page.getByRole('button', { name: /^Apply/ }).click();
  const applied = async () => (await studio.api('/api/definitions/action/rateLead')).document;
  const button = {
    entity: 'lead',
    on: ['record', 'list'],
    call: { workflow: 'rateLead' },
    roles: ['salesperson'],
    title: 'Rate it',
  };
  await expect.poll(applied).toMatchObject(button);

  const { id } = await studio.api('/api/records/lead', { method: 'POST', body: { name: 'Lin' } });
  await page.goto(`${studio.server.url}/lead/${String(id)}`);
  await page.getByRole('button', { name: 'Rate it' }).click();
  const score = async () => (await studio.api(`/api/records/lead/${String(id)}`)).score;
  await expect.poll(score, { timeout: 10_000 }).toBe(77);
});
