import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';

const text = { type: 'string' };
const boat = {
  $schema: 'kiln:entity',
  $id: 'boat',
  title: 'Boat',
  'x-plural': 'Boats',
  type: 'object',
  'x-display': 'name',
  properties: {
    name: { ...text, title: 'Name' },
    reason: { ...text, title: 'Reason' },
    length: { type: 'number', title: 'Length' },
    state: { ...text, title: 'State', enum: ['afloat', 'sunk'] },
    papers: { 'x-type': 'json', title: 'Papers' },
  },
} satisfies JsonObject;

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  const changes = [{ kind: 'entity', name: 'boat', document: boat }];
  await studio.publish(changes);
  await studio.api('/api/records/boat', { method: 'POST', body: { name: 'Mary', state: 'afloat' } });
}, 60_000);

afterAll(() => studio?.close());

const field = (page: Page, name: string) => page.locator(`[data-field-row="${name}"]`).locator('button').last();

async function open(options: Parameters<Studio['open']>[1] = {}): Promise<Page> {
  const page = await studio.open('/studio/entities/boat', options);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

async function apply(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /^Review \d/ })
    .first()
    .click();
  const loss = page.getByRole('checkbox', { name: /^I accept that/ });
  await expect
    .poll(async () => {
      if (await loss.isVisible()) await loss.check();
      return page.getByRole('button', { name: /^Apply \d/ }).isEnabled();
    })
    .toBe(true);
  await page.getByRole('button', { name: /^Apply \d/ }).click();
  await page.getByText('Applied', { exact: true }).waitFor();
}

async function saved(kind: string, name: string): Promise<JsonObject> {
  const { document } = await studio.api(`/api/definitions/${kind}/${name}`);
  return isObject(document) ? document : {};
}

test('a rule is put together: when, what must hold, what people are told in both languages', async () => {
  const page = await open();
  await page.getByRole('heading', { name: 'Rules', exact: true }).click();
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByText('Say what must hold.').waitFor();
  // Completion knows the fields of the record itself.
  await page.getByRole('textbox', { name: 'When' }).click();
  await page.keyboard.type('sta');
  await page.getByRole('option', { name: /^state/ }).click();
  await page.keyboard.type(" == 'sunk'");
  await page.getByText('Yields: true or false').first().waitFor();
  await page.getByLabel('Must have a value: Add field …').selectOption('reason');
  await page.getByText('Say what must hold.').waitFor({ state: 'detached' });
  await page.getByLabel('Within limits: Add field …').selectOption('length');
  await page.getByLabel('At most', { exact: true }).last().fill('40');
  await page.getByLabel('What people are told in English').fill('Say why it sank.');
  await page.getByLabel('What people are told in Chinese').fill('请说明沉没原因。');
  await apply(page);
  expect((await saved('entity', 'boat'))['x-rules']).toEqual([
    {
      when: "state == 'sunk'",
      require: ['reason'],
      range: { length: { minimum: 0, maximum: 40 } },
      message: 'Say why it sank.',
    },
  ]);
  expect(await saved('locale', 'zh-CN')).toMatchObject({
    entities: { boat: { rules: { 'Say why it sank.': '请说明沉没原因。' } } },
  });
  const refused = await studio.api('/api/records/boat', { method: 'POST', body: { name: 'Anna', state: 'sunk' } });
  expect(refused).toMatchObject({ code: 'KILN_INVALID' });
  await page.context().close();
});

test('the value of an option that records have is renamed, and they follow', async () => {
  const page = await open();
  await field(page, 'state').click();
  await page.getByRole('button', { name: 'Values', exact: true }).click();
  const value = page.getByLabel('Value of Afloat');
  await value.fill('sunk');
  await page.getByText('Not empty, and no other option’s.').waitFor();
  await value.fill('atSea');
  await page.getByText('afloat on the server').waitFor();
  await apply(page);
  const { data } = await studio.api('/api/records/boat?select=name,state');
  expect(data).toMatchObject([{ name: 'Mary', state: 'atSea' }]);
  await page.context().close();
});

test('moves between the values of a select are put together, and records obey', async () => {
  const page = await open();
  await field(page, 'state').click();
  await page.getByRole('heading', { name: 'Moves between values', exact: true }).click();
  await page.getByRole('button', { name: 'Add move' }).click();
  await page.getByText('Any value → Sunk').waitFor();
  await page.getByLabel('Records begin with: Any value').selectOption('atSea');
  await page.getByLabel('Must have a value: Add field …').selectOption('reason');
  await page.getByLabel('Who may: Whoever may change it').selectOption('admin');
  await page.getByLabel('What people are told in English').fill('Why did it sink?');
  await page.getByLabel('What people are told in Chinese').fill('为何沉没？');
  await apply(page);
  const { properties } = await saved('entity', 'boat');
  expect(properties).toMatchObject({
    state: {
      'x-transitions': {
        start: ['atSea'],
        moves: [{ to: 'sunk', require: ['reason'], roles: ['admin'], message: 'Why did it sink?' }],
      },
    },
  });
  expect(await saved('locale', 'zh-CN')).toMatchObject({
    entities: { boat: { rules: { 'Why did it sink?': '为何沉没？' } } },
  });
  const { data } = await studio.api('/api/records/boat?select=id');
  const [boat] = Array.isArray(data) ? data : [];
  const path = `/api/records/boat/${isObject(boat) ? boat.id : ''}`;
  expect(await studio.api(path, { method: 'PATCH', body: { state: 'sunk' } })).toMatchObject({ code: 'KILN_INVALID' });
  expect(await studio.api(path, { method: 'PATCH', body: { state: 'sunk', reason: 'Ice' } })).toMatchObject({
    state: 'sunk',
  });
  await page.context().close();
});

test('a JSON field is given members, also of members', async () => {
  const page = await open();
  await field(page, 'papers').click();
  await page.getByLabel('Form of the JSON').selectOption('object');
  await page.getByRole('button', { name: 'Add member' }).click();
  const name = page.getByLabel('Name of the member');
  await name.fill('owner');
  await page.getByLabel('Type of owner').selectOption('object');
  await page.getByRole('button', { name: 'Add member' }).first().click();
  await name.last().fill('9');
  await page.getByText('A Latin letter first, then letters, digits, - and _.').waitFor();
  await name.last().fill('city');
  await apply(page);
  expect(await saved('entity', 'boat')).toMatchObject({
    properties: { papers: { type: 'object', properties: { owner: { properties: { city: { type: 'string' } } } } } },
  });
  await page.context().close();
});

test('renaming an entity with Chinese texts is one step back', async () => {
  const page = await open();
  await page.getByLabel('Title in Chinese').first().fill('船');
  await page.getByLabel('API name', { exact: true }).first().fill('vessel');
  await page.keyboard.press('Tab');
  await page.waitForURL(/\/vessel$/);
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.click();
  await page.goto(`${studio.server.url}/studio/review`);
  await page.getByText('船', { exact: false }).first().waitFor();
  await page.getByText('vessel').waitFor({ state: 'detached' });
  await undo.click();
  await page.getByText('Nothing is changed').waitFor();
  await page.context().close();
});
