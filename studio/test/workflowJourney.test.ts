import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { join, signInOn } from './people.ts';

const deal: JsonObject = {
  $id: 'deal',
  title: 'Deal',
  'x-plural': 'Deals',
  properties: {
    name: { type: 'string', title: 'Name' },
    amount: { type: 'integer', title: 'Amount' },
    outcome: { type: 'string', title: 'Outcome' },
  },
  'x-display': 'name',
};

const boss: JsonObject = {
  ...{ $schema: 'kiln:role', $id: 'boss', title: 'Boss' },
  entities: { deal: { create: true, read: true, update: true }, user: { read: true } },
};

const password = 'quite a long secret 1';
let studio: Studio;

beforeAll(async () => {
  studio = await openStudio([deal]);
  await studio.publish([{ kind: 'role', name: 'boss', document: boss }]);
  await join(studio, { name: 'Bea Boss', email: 'bea@example.com', roles: ['boss'] }, password);
  await studio.api('/api/records/deal', { method: 'POST', body: { name: 'Trial', amount: 9_000 } });
}, 60_000);

afterAll(() => studio?.close());

const step = (page: Page, key: string) => page.locator(`[data-step="${key}"]`);
const spot = (page: Page, path: string) => page.locator(`[data-spot="+${path}"]`);
const settings = (page: Page) => page.getByRole('region', { name: 'Settings of the step' });

/** Adds a step where the plus is, and gives the place where its settings are. */
async function add(page: Page, path: string, found: string, key: string) {
  await spot(page, path).click();
  await page.getByRole('textbox', { name: 'Find a step' }).fill(found);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${found}`) })
    .first()
    .click();
  await step(page, key).waitFor();
  return settings(page);
}

test('from the first click in the designer to consent on a phone, and the run that shows it', async () => {
  const page = await studio.open('/studio/workflows');
  await page.getByRole('button', { name: 'New workflow' }).click();
  await page.getByRole('textbox', { name: 'Title in English' }).fill('Big deals');
  await page.getByRole('textbox', { name: 'Title in Chinese' }).fill('大单');
  await page.getByRole('button', { name: 'Start designing' }).click();
  await page.waitForURL('**/studio/workflows/bigDeals');

  // A branch, with an approval on one side, and what becomes of it.
  await page.locator('[data-node="/trigger"]').click();
  await settings(page).getByRole('combobox', { name: 'What sets it off' }).selectOption('record.created');
  await settings(page).getByRole('combobox', { name: 'Entity' }).selectOption('deal');
  const branch = await add(page, '/steps/0', 'Condition', 'check');
  await branch.getByRole('textbox', { name: 'Condition' }).click();
  await page.keyboard.type('record.amount > 1000');
  const asked = await add(page, '/steps/0/then/0', 'Approval', 'approval');
  await asked.getByRole('button', { name: 'Add people' }).first().click();
  await asked.getByRole('combobox', { name: /^Role/ }).selectOption('boss');
  await asked.getByRole('textbox', { name: 'Title', exact: true }).first().click();
  await page.keyboard.type('Sell it?');
  const noted = await add(page, '/steps/0/then/1', 'Update a record', 'updated');
  await noted.getByRole('combobox', { name: 'Add a field' }).selectOption('outcome');
  await noted.getByRole('textbox', { name: 'Outcome', exact: true }).click();
  await page.keyboard.type('${steps.approval.output.outcome');
  await page.keyboard.press('Escape');
  await page.getByRole('status').getByText('Checked').waitFor();

  // Tried on a record: what it would ask for is taken as given, and nothing of it stays.
  await page.getByRole('button', { name: 'Test run' }).click();
  await page.getByRole('combobox', { name: 'Record: Deal' }).click();
  await page.locator('.ant-select-item-option', { hasText: 'Trial' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await step(page, 'approval').getByText(/^Done/).waitFor();
  // The other way, too.
  await page.getByRole('combobox', { name: 'Approvals' }).selectOption({ label: 'All reject' });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Went well').waitFor();
  await step(page, 'approval').click();
  await page.getByRole('radio', { name: 'Result' }).first().check({ force: true });
  await settings(page).getByText('"rejected"').first().waitFor();
  expect((await studio.api('/api/approvals?state=open')).data).toEqual([]);

  await page
    .getByRole('link', { name: /^Review/ })
    .last()
    .click();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect
    .poll(async () => (await studio.api('/api/definitions/workflow/bigDeals')).document)
    .toMatchObject({ steps: [{ if: 'record.amount > 1000' }] });

  const phone = await studio.open('/sign-in', { signedIn: false, phone: true });
  await signInOn(phone, 'bea@example.com', password);
  await phone.getByRole('button', { name: /^Open menu/ }).waitFor();
  const { id: small } = await studio.api('/api/records/deal', { method: 'POST', body: { name: 'Bells', amount: 10 } });
  const { id } = await studio.api('/api/records/deal', { method: 'POST', body: { name: 'Anvils', amount: 5_000 } });

  // The run stands at the approval, and goes on before one's eyes.
  await page.goto(`${studio.server.url}/studio/runs?workflow=bigDeals`);
  const runs = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
  await runs.filter({ hasText: 'Bells' }).getByText('Done').waitFor();
  await runs.filter({ hasText: 'Anvils' }).getByRole('link').first().click();
  await step(page, 'approval')
    .getByText(/^Waiting/)
    .waitFor();
  await page.getByRole('complementary', { name: 'Step' }).getByText('Waits for Bea Boss').waitFor();

  await phone.getByRole('button', { name: /unread notification/ }).waitFor();
  await phone.goto(`${studio.server.url}/my-inbox`);
  await phone
    .getByRole('link', { name: /Sell it\?/ })
    .first()
    .click();
  await phone.getByRole('button', { name: 'Approve' }).click();
  await phone.getByRole('dialog', { name: 'Approve' }).getByRole('button', { name: 'Approve' }).click();

  await step(page, 'approval').getByText(/^Done/).waitFor();
  await step(page, 'updated').getByText(/^Done/).waitFor();
  const outcomeOf = async (record: unknown) => (await studio.api(`/api/records/deal/${String(record)}`)).outcome;
  await expect.poll(() => outcomeOf(id)).toBe('approved');
  expect(await outcomeOf(small)).toBeNull();
});
