import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import { openDraft } from './openDraft.ts';
import { openStudio, type Studio } from './openStudio.ts';

const boat: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'boat',
  title: 'Boat',
  'x-plural': 'Boats',
  type: 'object',
  'x-display': 'name',
  properties: {
    name: { type: 'string', title: 'Name' },
    port: { type: 'string', title: 'Port' },
    size: { type: 'string', title: 'Size' },
    color: { type: 'string', title: 'Colour', enum: ['red', 'blue', 'green'] },
  },
};
const view: JsonObject = {
  $schema: 'kiln:view',
  $id: 'boats',
  title: 'All boats',
  entity: 'boat',
  type: 'list',
  columns: ['name', 'port', 'size', 'color'],
  sort: 'port',
};

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish([
    { kind: 'entity', name: 'boat', document: boat },
    { kind: 'view', name: 'boats', document: view },
  ]);
  for (const values of [
    { name: 'Mary', port: 'Kiel', size: '12', color: 'red' },
    { name: 'Anna', port: 'Riga', size: 'large', color: 'blue' },
  ])
    await studio.api('/api/records/boat', { method: 'POST', body: values });
}, 60_000);

afterAll(() => studio?.close());

/** The boat as it is now, with other fields; null takes one away. */
async function boatWith(fields: JsonObject, more: JsonObject = {}): Promise<JsonObject> {
  const { document } = await studio.api('/api/definitions/entity/boat');
  if (!isObject(document) || !isObject(document.properties)) throw new Error('No boat');
  const properties = Object.entries({ ...document.properties, ...fields }).filter(([, field]) => field !== null);
  return { ...document, properties: Object.fromEntries(properties), ...more };
}

async function properties(): Promise<JsonObject> {
  const { properties: found } = await boatWith({});
  return isObject(found) ? found : {};
}

const review = (page: Page) => page.getByRole('heading', { level: 1, name: 'Review' }).waitFor();

test('a draft is reviewed in words, applied after data loss is agreed to, and taken back', async () => {
  const page = await openDraft(studio, '/studio/review', [
    {
      kind: 'entity',
      name: 'boat',
      document: await boatWith({ port: null, harbour: { type: 'string', title: 'Harbour' } }),
    },
  ]);
  await review(page);
  const changes = page.getByRole('region', { name: 'What changes' });
  await changes.getByText('Field “port”').waitFor();
  await changes.getByText('Field “harbour”').waitFor();
  const data = page.getByRole('region', { name: 'What happens to the data' });
  await data.getByText('Port of Boat goes; its values are parked.').waitFor();
  await data.getByText('2 records').waitFor();
  await data.getByRole('button', { name: 'SQL' }).first().click();
  await data
    .getByText(/alter table/)
    .first()
    .waitFor();
  const follows = page.getByRole('region', { name: 'What follows elsewhere' });
  await follows.getByText(/The column goes/).waitFor();
  await follows.getByText(/The order does without it/).waitFor();
  await follows.getByRole('button', { name: 'Before and after' }).click();
  await follows.getByText('Columns', { exact: false }).first().waitFor();

  const button = page.getByRole('button', { name: 'Apply 1 change' });
  expect(await button.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: /^I accept that/ }).check();
  await page.getByLabel('What for').fill('No ports any more');
  await button.click();
  await page.getByText('Applied', { exact: true }).waitFor();
  await page.getByText('Nothing is changed').waitFor();
  expect(Object.keys(await properties())).toEqual(['name', 'size', 'color', 'harbour']);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Taken back', { exact: true }).waitFor();
  expect((await properties()).port).toMatchObject({ title: 'Port' });
  const { data: records } = await studio.api('/api/records/boat?sort=name&select=port');
  expect(records).toMatchObject([{ port: 'Riga' }, { port: 'Kiel' }]);
});

test('values that do not fit are shown, and what becomes of them is chosen', async () => {
  const page = await openDraft(studio, '/studio/review', [
    { kind: 'entity', name: 'boat', document: await boatWith({ size: { type: 'integer', title: 'Size' } }) },
  ]);
  await review(page);
  await page.getByText('The value of 1 record does not fit.').waitFor();
  await page.getByRole('link', { name: 'large' }).waitFor();
  await page.getByRole('button', { name: 'Replace a value' }).click();
  expect(await page.getByRole('textbox', { name: 'Old value' }).inputValue()).toBe('large');
  await page.getByRole('textbox', { name: 'New value' }).fill('99');
  await page.keyboard.press('Tab');
  await page.getByText('All values fit.').waitFor();
  const loss = page.getByRole('checkbox', { name: /^I accept that/ });
  if (await loss.isVisible()) await loss.check();
  await page.getByRole('button', { name: 'Apply 1 change' }).click();
  await page.getByText('Applied', { exact: true }).waitFor();
  const { data } = await studio.api('/api/records/boat?sort=name&select=size');
  expect(data).toMatchObject([{ size: 99 }, { size: 12 }]);
});

test('problems are listed and lead to their place; steps are taken back and done again, also after a reload', async () => {
  const page = await openDraft(studio, '/studio/review', [
    {
      kind: 'entity',
      name: 'boat',
      document: await boatWith({ twice: { type: 'number', title: 'Twice', 'x-formula': 'lenght * 2' } }),
    },
  ]);
  await page
    .getByRole('region', { name: '1 problem' })
    .or(page.getByRole('alert', { name: '1 problem' }))
    .getByText(/lenght/)
    .waitFor();
  expect(await page.getByRole('button', { name: 'Apply 1 change' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByText('Nothing is changed').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('Field “twice”').waitFor();
  await page.keyboard.press('Control+Shift+z');
  await page.getByText('Nothing is changed').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('Field “twice”').waitFor();
  await page.waitForTimeout(400);
  await page.reload();
  await page.getByText('Field “twice”').waitFor();
});

test('two administrators: other places go together, the same place shows both sides', async () => {
  const page = await openDraft(studio, '/studio/review', [
    { kind: 'entity', name: 'boat', document: await boatWith({ name: { type: 'string', title: 'Mine' } }) },
  ]);
  await page.getByText('Mine', { exact: true }).first().waitFor();
  await studio.publish([
    { kind: 'entity', name: 'boat', document: await boatWith({ keel: { type: 'string', title: 'Keel' } }) },
  ]);
  await studio.publish([
    { kind: 'entity', name: 'boat', document: await boatWith({ name: { type: 'string', title: 'Theirs' } }) },
  ]);
  const conflict = page.getByRole('alert', { name: 'Somebody else has changed the same' });
  await conflict.getByText('Theirs', { exact: true }).first().waitFor();
  expect(await page.getByRole('button', { name: 'Apply 1 change' }).isDisabled()).toBe(true);
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByRole('button', { name: 'Apply 1 change' }).click();
  await page.getByText('Applied', { exact: true }).waitFor();
  expect(await properties()).toMatchObject({ name: { title: 'Mine' }, keel: { title: 'Keel' } });
});

test('another window of the same person shows the same draft', async () => {
  const page = await openDraft(studio, '/studio/review', [
    { kind: 'entity', name: 'boat', document: await boatWith({ deck: { type: 'string', title: 'Deck' } }) },
  ]);
  await page.getByText('Field “deck”').waitFor();
  const other = await page.context().newPage();
  await other.goto(`${studio.server.url}/studio/review`);
  await other.getByText('Field “deck”').waitFor();
  await other.getByRole('button', { name: 'Discard all' }).click();
  await page.getByText('Nothing is changed').waitFor();
  await other.keyboard.press('Control+z');
  await page.getByText('Field “deck”').waitFor();
});
