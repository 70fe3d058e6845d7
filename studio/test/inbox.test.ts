import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { join, signInOn } from './people.ts';
import { seriousOn } from './seriousOn.ts';

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

const workflow: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'bigDeal', title: 'Big deal' },
  trigger: { on: 'record.updated', entity: 'deal', watch: ['amount'], when: 'record.amount > 1000' },
  steps: [
    {
      id: 'ok',
      do: 'approval',
      with: {
        ...{ approvers: { role: 'boss' }, title: 'Discount for ${record.name}', text: 'They buy ${record.amount}.' },
        ...{ lock: ['amount'], deadline: 'P2D' },
      },
    },
    {
      ...{ id: 'note', do: 'records.update' },
      with: { entity: 'deal', id: '${record.id}', values: { outcome: '${steps.ok.output.outcome}' } },
    },
  ],
};

const hello: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'hello', title: 'Hello' },
  trigger: { on: 'record.created', entity: 'deal' },
  steps: [
    {
      ...{ id: 'tell', do: 'notify' },
      with: { to: { role: 'boss' }, title: '${record.name} is new', text: 'Have a look.' },
    },
  ],
};

const tellDora = (user: string): JsonObject => ({
  ...{ $schema: 'kiln:workflow', $id: 'tellDora', title: 'Tell Dora', trigger: { on: 'manual' } },
  input: { type: 'object', properties: { title: { type: 'string', title: 'Title' } } },
  steps: [{ id: 'tell', do: 'notify', with: { to: user, title: '${input.title}' } }],
});

const role = (name: string) => ({
  ...{ kind: 'role', name },
  document: {
    ...{ $schema: 'kiln:role', $id: name, title: name },
    entities: { deal: { create: true, read: true, update: true }, user: { read: true } },
  },
});

let studio: Studio;
let boss: Page;

const password = 'quite a long secret 1';

beforeAll(async () => {
  studio = await openStudio([deal]);
  const changes = [
    ...[role('boss'), role('seller')],
    { kind: 'workflow', name: 'bigDeal', document: workflow },
    { kind: 'workflow', name: 'hello', document: hello },
  ];
  await studio.publish(changes);
  await join(studio, { name: 'Bea Boss', email: 'bea@example.com', roles: ['boss'] }, password);
  const dora = await join(studio, { name: 'Dora Deputy', email: 'dora@example.com', roles: ['seller'] }, password);
  await studio.publish([{ kind: 'workflow', name: 'tellDora', document: tellDora(dora) }]);
  boss = await studio.open('/sign-in', { signedIn: false, phone: true });
  await signInOn(boss, 'bea@example.com', password);
  await boss.getByRole('button', { name: /^Open menu/ }).waitFor();
}, 60_000);

afterAll(() => studio?.close());

/** A deal whose amount has to be agreed to. */
async function ask(name: string): Promise<string> {
  const { id } = await studio.api('/api/records/deal', { method: 'POST', body: { name, amount: 10 } });
  await studio.api(`/api/records/deal/${id}`, { method: 'PATCH', body: { amount: 5000 } });
  return String(id);
}
const outcomeOf = async (id: string) => (await studio.api(`/api/records/deal/${id}`)).outcome;
const go = (page: Page, path: string) => page.goto(studio.server.url + path);

test('on a phone: told live, what is asked, what changed, the record with what is locked, and consent', async () => {
  const id = await ask('Anvils');
  await boss.getByRole('button', { name: /unread notification/ }).waitFor();
  await go(boss, '/');
  await boss.getByRole('link', { name: /To approve/ }).click();
  await boss.getByRole('link', { name: /Discount for Anvils/ }).click();
  await boss.getByText('They buy 5000.').waitFor();
  const changed = boss.getByRole('region', { name: 'What changed' });
  await changed.getByText('5,000').waitFor();
  await boss.getByRole('img', { name: 'Locked until the approval is decided' }).waitFor();
  await boss.getByText('Due in 2 days').waitFor();
  expect(await boss.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await seriousOn(boss)).toEqual([]);
  await boss.getByRole('button', { name: 'Approve' }).click();
  const dialog = boss.getByRole('dialog', { name: 'Approve' });
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('A good one.');
  expect(await seriousOn(boss, ['light'])).toEqual([]);
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await boss.getByText('A good one.').waitFor();
  await expect.poll(() => outcomeOf(id)).toBe('approved');
  await expect.poll(() => boss.getByRole('button', { name: 'Approve' }).count()).toBe(0);
});

test('who asked sees on the record that it waits and what is locked, withdraws it, and it is open again', async () => {
  const id = await ask('Bells');
  const page = await studio.open(`/deal/${id}`);
  const open = page.getByRole('list', { name: 'Waiting for approval' });
  await open.getByText('Waits for Bea Boss').waitFor();
  await page.getByRole('img', { name: 'Locked until the approval is decided' }).waitFor();
  expect(await page.getByRole('button', { name: 'Edit Amount' }).count()).toBe(0);
  expect(await seriousOn(page)).toEqual([]);
  // The form says as well what is not free, and until when.
  await go(page, `/deal/${id}/edit`);
  await page.getByRole('img', { name: 'Locked until the approval is decided' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Amount' }).count()).toBe(0);
  await open.getByRole('link', { name: /Discount for Bells/ }).click();
  await page.getByRole('button', { name: 'Remind' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remind' }).click();
  await page.getByText('Reminded').first().waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('Withdrawn').first().waitFor();
  await go(page, `/deal/${id}`);
  await page.getByRole('button', { name: 'Edit Amount' }).waitFor();
  await page.context().close();
});

test('a refusal wants a reason, which whoever asked reads', async () => {
  const id = await ask('Crates');
  await go(boss, '/my-inbox?tab=open');
  await boss.getByRole('link', { name: /Discount for Crates/ }).click();
  await boss.getByRole('button', { name: 'Reject' }).click();
  const dialog = boss.getByRole('dialog', { name: 'Reject' });
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Too cheap.');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect.poll(() => outcomeOf(id)).toBe('rejected');
  const page = await studio.open('/my-inbox?tab=sent');
  await page.getByRole('link', { name: /Discount for Crates/ }).click();
  await page.getByText('Too cheap.').first().waitFor();
  await page.context().close();
});

test('returned, asked again, and somebody else asked first', async () => {
  const id = await ask('Flags');
  await go(boss, '/my-inbox?tab=open');
  await boss.getByRole('link', { name: /Discount for Flags/ }).click();
  await boss.getByRole('button', { name: 'More actions' }).click();
  await boss.getByRole('button', { name: 'Return' }).click();
  await boss.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('Lower it first.');
  await boss.getByRole('dialog').getByRole('button', { name: 'Return' }).click();
  await boss.getByRole('region', { name: 'What is asked' }).getByText('Returned').waitFor();

  // Where it is corrected stands that it was returned, and the way back to it.
  const page = await studio.open(`/deal/${id}`);
  await page.getByRole('button', { name: 'Edit Amount' }).waitFor();
  const open = page.getByRole('list', { name: 'Waiting for approval' });
  await open.getByText('Returned to you').waitFor();
  await open.getByRole('link', { name: /^Ask again: Discount for Flags/ }).click();
  await page.getByRole('blockquote').getByText('Lower it first.').waitFor();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ask again' }).click();
  await page.getByRole('region', { name: 'What is asked' }).getByText('Open', { exact: true }).waitFor();

  await boss.getByRole('button', { name: 'More actions' }).click();
  await boss.getByRole('button', { name: 'Ask somebody first' }).click();
  const dialog = boss.getByRole('dialog', { name: 'Ask somebody first' });
  await dialog.getByRole('button', { name: 'Ask somebody first' }).click();
  await dialog.getByText('Choose somebody.').waitFor();
  await dialog.getByRole('combobox', { name: 'Who' }).fill('Dora');
  await dialog.getByRole('option', { name: /Dora Deputy/ }).click();
  await dialog.getByRole('button', { name: 'Ask somebody first' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Dora Deputy' }).getByText('Asked', { exact: true }).waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Bea Boss' }).getByText('Later', { exact: true }).waitFor();
  await page.getByText('Whoever was added has to agree as well').waitFor();
  expect(await page.getByText('One of them is enough').count()).toBe(0);
  await page.context().close();
});

test('handed over to a deputy by hand, and in absence', async () => {
  const dora = await studio.open('/sign-in', { signedIn: false });
  await signInOn(dora, 'dora@example.com', password);
  await dora.getByRole('link', { name: 'Deals' }).first().waitFor();
  const first = await ask('Drums');
  await go(boss, '/my-inbox?tab=open');
  await boss.getByRole('link', { name: /Discount for Drums/ }).click();
  await boss.getByRole('button', { name: 'More actions' }).click();
  await boss.getByRole('button', { name: 'Hand over' }).click();
  const dialog = boss.getByRole('dialog', { name: 'Hand over' });
  await dialog.getByRole('combobox', { name: 'Who' }).fill('Dora');
  await dialog.getByRole('option', { name: /Dora Deputy/ }).click();
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await go(dora, '/my-inbox?tab=open');
  await dora.getByRole('link', { name: /Discount for Drums/ }).click();
  await dora.getByRole('button', { name: 'Approve' }).click();
  await dora.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => outcomeOf(first)).toBe('approved');

  await go(boss, '/my-inbox');
  await boss.getByRole('button', { name: 'Absence' }).click();
  const absence = boss.getByRole('dialog', { name: 'Absence' });
  await absence.getByRole('button', { name: 'Save' }).click();
  await absence.getByText('Choose who decides meanwhile.').waitFor();
  await absence.getByRole('combobox', { name: 'Who decides meanwhile' }).fill('Dora');
  await absence.getByRole('option', { name: /Dora Deputy/ }).click();
  expect(await seriousOn(boss, ['dark'])).toEqual([]);
  await absence.getByRole('button', { name: 'Save' }).click();
  await boss.getByText('Dora Deputy decides in your place').waitFor();
  const second = await ask('Easels');
  await go(dora, '/my-inbox?tab=open');
  const easels = dora.getByRole('link', { name: /Discount for Easels/ });
  await easels.getByText('In place of Bea Boss').waitFor();
  await easels.click();
  await dora.getByRole('button', { name: 'Approve' }).click();
  await dora.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => outcomeOf(second)).toBe('approved');
  await dora.context().close();
});

test('what is new is told where one works, but not over what one types, and leads there', async () => {
  const dora = await studio.open('/sign-in', { signedIn: false });
  await signInOn(dora, 'dora@example.com', password);
  await dora.getByRole('link', { name: 'Deals' }).first().click();
  await dora.waitForURL(/\/deal$/);
  const toasts = dora.getByRole('region', { name: 'Notices' });
  expect(await toasts.getAttribute('aria-live')).toBe('polite');
  const tell = (title: string) =>
    studio.api('/api/workflows/tellDora/runs', { method: 'POST', body: { input: { title } } });
  await tell('Tea is ready');
  await toasts.getByText('Tea is ready').waitFor();
  await tell('Cake, too');
  await toasts.getByText('2 new notifications').waitFor();
  await toasts.getByRole('button', { name: 'Open the inbox' }).click();
  await dora.waitForURL(/\/my-inbox$/);
  await dora.getByRole('link', { name: 'Deals' }).first().click();
  await dora.getByRole('heading', { level: 1, name: 'Deals' }).waitFor();

  await dora
    .getByRole('button', { name: /Search/ })
    .first()
    .click();
  await dora
    .getByRole('dialog')
    .getByRole('textbox')
    .or(dora.getByRole('dialog').getByRole('combobox'))
    .first()
    .waitFor();
  const bell = dora.locator('aside').getByRole('button', { name: /^Inbox/, includeHidden: true });
  const before = await bell.getAttribute('aria-label');
  await tell('Dinner');
  await expect.poll(() => bell.getAttribute('aria-label')).not.toBe(before);
  expect(await toasts.getByText('Dinner').count()).toBe(0);
  await dora.keyboard.press('Escape');
  await toasts.getByText('Dinner').waitFor();
  expect(await seriousOn(dora, ['light'])).toEqual([]);
  await dora.context().close();
});

test('notifications: in the inbox, followed to their record, all read at once, in both languages', async () => {
  const { id } = await studio.api('/api/records/deal', { method: 'POST', body: { name: 'Flutes', amount: 1 } });
  await go(boss, '/my-inbox');
  const line = boss.getByRole('link', { name: /Flutes is new/ });
  await line.getByText('Unread').waitFor();
  expect(await seriousOn(boss)).toEqual([]);
  await line.click();
  await boss.waitForURL(new RegExp(`/deal/${id}$`));
  await go(boss, '/my-inbox');
  await boss.getByRole('button', { name: 'Mark all as read' }).click();
  await boss.getByRole('checkbox', { name: 'Only unread' }).click();
  await boss.getByText('All read').waitFor();
  await expect.poll(() => boss.getByRole('button', { name: 'Open menu', exact: true }).count()).toBe(1);

  const page = await studio.open('/', { language: 'zh-CN' });
  await page.getByRole('button', { name: /收件箱/ }).click();
  const panel = page.getByRole('dialog', { name: '收件箱' });
  await panel.getByRole('link', { name: '打开收件箱' }).waitFor();
  expect(await seriousOn(page, ['light'])).toEqual([]);
  await panel.getByRole('link', { name: '打开收件箱' }).click();
  await page.waitForURL(/\/my-inbox$/);
  await page.context().close();
});
