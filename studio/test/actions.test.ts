import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { installPlugin } from '../../core/testing/installPlugin.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

const parcel: JsonObject = {
  $id: 'parcel',
  title: 'Parcel',
  'x-plural': 'Parcels',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    weight: { type: 'number', title: 'Weight' },
    state: { type: 'string', title: 'State', enum: ['open', 'sent'], default: 'open' },
    note: { type: 'string', title: 'Note' },
    price: { type: 'number', title: 'Price' },
  },
  'x-display': 'name',
};

const code = `
import { definePlugin, refuse } from 'kiln:sdk';
const parcels = (ctx) => ctx.records('parcel');
async function stamp(ctx, id, note) {
  const found = await parcels(ctx).get(id);
  if (found.weight > 90) refuse('Too heavy to be stamped.');
  await parcels(ctx).update(id, { note });
  return found.name;
}
export default definePlugin({
  functions: {
    async stamp(ctx, { record, note }) {
      if (note === 'bad') refuse({ note: 'No good note.' });
      return { message: 'Stamped ' + (await stamp(ctx, record.id, note)) };
    },
    async send(ctx, { record }) {
      await parcels(ctx).update(record.id, { state: 'sent' });
      return {};
    },
    async many(ctx, { ids }) {
      for (const id of ids) await parcels(ctx).update(id, { note: 'together' });
      return { message: ids.length + ' at once' };
    },
    price(ctx, { values }) {
      if (values.weight === undefined || values.weight === null) refuse({ weight: 'Weigh it first.' });
      return { values: { price: values.weight * 2 } };
    },
    async explain(ctx, { record, express }) {
      const weight = record ? (await parcels(ctx).get(record.id)).weight : 1;
      const lines = [{ what: 'Weight', why: weight + ' kg', much: weight * 2 }, ...(express ? [{ what: 'Express', much: 5 }] : [])];
      return { lines, sum: lines.reduce((all, { much }) => all + much, 0) };
    },
    async make(ctx, { name }) {
      const made = await parcels(ctx).create({ name });
      return { open: { entity: 'parcel', id: made.id }, message: 'Made ' + name };
    },
  },
});
`;

const call = (name: string): JsonObject => ({ plugin: 'parcels', function: name });
const bill = {
  as: 'lines',
  rows: 'lines',
  label: 'what',
  detail: 'why',
  amount: 'much',
  currency: 'EUR',
  total: 'sum',
};
const noteInput: JsonObject = {
  type: 'object',
  required: ['note'],
  properties: { note: { type: 'string', title: 'Note to stamp', maxLength: 20 } },
};
const actions: Readonly<Record<string, JsonObject>> = {
  'action/stamp': {
    ...{ title: 'Stamp', icon: 'stamp', entity: 'parcel', on: ['record', 'list'], call: call('stamp') },
    ...{ when: "state == 'open'", input: noteInput, description: 'Puts a note on it.' },
  },
  'action/send': {
    ...{ title: 'Send off', entity: 'parcel', call: call('send'), when: "state == 'open'" },
    ...{ confirm: 'It leaves the house.', danger: true, success: 'It is on its way.' },
  },
  'action/together': {
    ...{ title: 'All at once', entity: 'parcel', on: ['list'], call: call('many'), bulk: 'together' },
  },
  'action/price': { title: 'Calculate', entity: 'parcel', on: ['form'], call: call('price') },
  'action/explain': { title: 'Explain the price', entity: 'parcel', call: call('explain'), result: bill },
  'action/make': {
    ...{ title: 'Quick parcel', call: call('make') },
    input: { type: 'object', required: ['name'], properties: { name: { type: 'string', title: 'What is in it' } } },
  },
  'page/parcelPrice': {
    ...{ title: 'Costs', place: 'record', entity: 'parcel' },
    widgets: [
      { type: 'function', title: 'Price now', call: call('explain'), result: bill },
      {
        ...{ type: 'form', title: 'What if', call: call('explain'), submit: 'Work it out', result: bill },
        input: { type: 'object', properties: { express: { type: 'boolean', title: 'Express' } } },
      },
      { type: 'actions', title: 'To do', actions: ['stamp', 'make'] },
    ],
  },
};

let studio: Studio;
const ids: Record<string, string> = {};

beforeAll(async () => {
  studio = await openStudio([parcel]);
  for (const [name, weight] of [
    ['Light', 2],
    ['Middle', 10],
    ['Heavy', 95],
    ['Gone', 3],
  ] as const) {
    const body = { name, weight, ...(name === 'Gone' ? { state: 'sent' } : {}) };
    ids[name] = String((await studio.api('/api/records/parcel', { method: 'POST', body })).id);
  }
  const manifest = { id: 'parcels', title: 'Parcels', capabilities: { records: { parcel: ['*'] } } };
  await installPlugin(studio.server, { manifest, code, definitions: actions });
}, 60_000);

afterAll(() => studio?.close());

const open = (name: string) => studio.open(`/parcel/${ids[name]}`);
const noteOf = async (name: string) => (await studio.api(`/api/records/parcel/${ids[name]}`)).note;
const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a button asks, refusals stand at their fields, and what it did is told', async () => {
  const page = await open('Light');
  await page.getByRole('button', { name: 'Stamp', exact: true }).first().click();
  await dialog(page).getByText('Puts a note on it.').waitFor();
  await dialog(page).getByRole('button', { name: 'Stamp', exact: true }).click();
  await dialog(page)
    .getByText(/Note to stamp.*required|required/i)
    .waitFor();
  const note = dialog(page).getByRole('textbox', { name: 'Note to stamp' });
  await note.fill('bad');
  await dialog(page).getByRole('button', { name: 'Stamp', exact: true }).click();
  await dialog(page).getByText('No good note.').waitFor();
  expect(await note.getAttribute('aria-invalid')).toBe('true');
  expect(await seriousOn(page)).toEqual([]);
  await note.fill('fine');
  await dialog(page).getByRole('button', { name: 'Stamp', exact: true }).click();
  await page.getByText('Stamped Light').waitFor();
  await expect.poll(() => noteOf('Light')).toBe('fine');
  await page.context().close();
});

test('what an action made is not told as somebody else’s; what somebody else makes afterwards is', async () => {
  const page = await open('Middle');
  await page.getByRole('heading', { level: 1, name: 'Middle' }).waitFor();
  // Every notice that was ever there, however short.
  await page.evaluate(() => {
    new MutationObserver(() => {
      const text = document.body.textContent;
      if (text.includes('Somebody else changed')) document.documentElement.dataset.told = 'yes';
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const told = () => page.evaluate(() => document.documentElement.dataset.told);
  for (const text of ['one', 'two', 'three']) {
    await page.getByRole('button', { name: 'Stamp', exact: true }).first().click();
    await dialog(page).getByRole('textbox', { name: 'Note to stamp' }).fill(text);
    await dialog(page).getByRole('button', { name: 'Stamp', exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByText(text, { exact: true }).first().waitFor();
  }
  expect(await told()).toBeUndefined();
  await studio.api(`/api/records/parcel/${ids.Middle}`, { method: 'PATCH', body: { note: 'theirs' } });
  await expect.poll(told).toBe('yes');
  await page.context().close();
});

test('what cannot be taken back is confirmed, and buttons go when their condition does', async () => {
  const page = await open('Middle');
  await press(page, 'More actions');
  await press(page, 'Send off');
  await dialog(page).getByText('It leaves the house.').waitFor();
  await dialog(page).getByRole('button', { name: 'Send off' }).click();
  await page.getByText('It is on its way.').waitFor();
  await page.getByRole('button', { name: 'Stamp', exact: true }).first().waitFor({ state: 'detached' });
  await page.context().close();
  await studio.api(`/api/records/parcel/${ids.Middle}`, { method: 'PATCH', body: { state: 'open' } });
});

test('with chosen rows: one after the other, told which failed, and those that do not fit are left out', async () => {
  const page = await studio.open('/parcel?sort=name');
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Stamp' }).click();
  await dialog(page).getByRole('textbox', { name: 'Note to stamp' }).fill('bulk');
  await dialog(page).getByRole('button', { name: 'Stamp', exact: true }).click();
  const report = dialog(page).getByRole('alert');
  await report.getByText('Too heavy to be stamped.').waitFor();
  await report.getByRole('link', { name: 'Heavy' }).waitFor();
  await dialog(page).getByText('1 record was left out').waitFor();
  expect(await noteOf('Light')).toBe('bulk');
  expect(await noteOf('Gone')).toBeNull();
  expect(await seriousOn(page)).toEqual([]);
  await dialog(page).locator('footer, [class*=foot]').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'All at once' }).click();
  await dialog(page).getByRole('button', { name: 'All at once' }).click();
  await page.getByText('4 at once').waitFor();
  expect(await noteOf('Gone')).toBe('together');
  await page.context().close();
});

test('in a form it fills in values, and says at the fields what is missing', async () => {
  const page = await studio.open('/parcel/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('New one');
  await press(page, 'Calculate');
  await page.getByText('Weigh it first.').waitFor();
  await page.getByLabel('Weight').fill('7.5');
  await press(page, 'Calculate');
  await expect.poll(() => page.getByLabel('Price').inputValue()).toBe('15');
  await page.context().close();
});

test('its answer can be shown, on the page of the record as well', async () => {
  const page = await open('Middle');
  await press(page, 'Explain the price');
  await dialog(page).getByText('10 kg').waitFor();
  await dialog(page).getByText('Total').waitFor();
  await dialog(page).getByText('Close', { exact: true }).click();
  const panel = page.getByRole('region', { name: 'Costs' });
  await panel.getByRole('region', { name: 'Price now' }).getByText('€20').first().waitFor();
  const form = panel.getByRole('region', { name: 'What if' });
  await form.getByRole('switch', { name: 'Express' }).click();
  await form.getByRole('button', { name: 'Work it out' }).click();
  await form.getByText('€25').waitFor();
  // What it asks is asked again when the record has changed.
  await studio.api(`/api/records/parcel/${ids.Middle}`, { method: 'PATCH', body: { weight: 11 } });
  await panel.getByRole('region', { name: 'Price now' }).getByText('€22').first().waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});

test('whoever looks as somebody else sets nothing off, and is told so calmly in both languages', async () => {
  const page = await open('Light');
  await page.getByRole('region', { name: 'Price now' }).getByText('€4').first().waitFor();
  const viewed = JSON.stringify({ as: 'role:admin', name: 'Administrator', from: '/' });
  await page.evaluate((value) => sessionStorage.setItem('kiln.viewAs', value), viewed);
  const called: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/functions/')) called.push(request.url());
  });
  await page.reload();
  const panel = page.getByRole('region', { name: 'Costs' });
  const calm = 'Functions of plugins are not called while you see Kiln as Administrator';
  await panel.getByRole('region', { name: 'Price now' }).getByText(calm).waitFor();
  const form = panel.getByRole('region', { name: 'What if' });
  await form.getByText(calm).waitFor();
  expect(await form.getByRole('button', { name: 'Work it out' }).isDisabled()).toBe(true);
  expect(await panel.getByRole('alert').count()).toBe(0);
  expect(called).toEqual([]);
  expect(await seriousOn(page)).toEqual([]);
  // What is refused all the same is said to be for that reason.
  await press(page, 'Explain the price');
  await page.getByText('While you see Kiln as somebody else, nothing can be changed.').first().waitFor();
  await page.context().close();
});

test('the command palette offers what fits, and leads to what was made', async () => {
  const page = await open('Light');
  await page.getByRole('heading', { level: 1, name: 'Light' }).waitFor();
  await page.getByRole('button', { name: 'Stamp', exact: true }).first().waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Quick');
  await page.getByRole('option', { name: 'Quick parcel' }).click();
  await dialog(page).getByRole('textbox', { name: 'What is in it' }).fill('Books');
  await dialog(page).getByRole('button', { name: 'Quick parcel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Books' }).waitFor();
  await page.getByText('Made Books').waitFor();
  await page.context().close();
});

test('nothing of a plugin that is switched off is offered', async () => {
  const page = await open('Light');
  await page.getByRole('button', { name: 'Stamp', exact: true }).first().waitFor();
  await studio.api('/api/plugins/parcels/disable', { method: 'POST' });
  await page.getByRole('button', { name: 'Stamp', exact: true }).first().waitFor({ state: 'detached' });
  await studio.api('/api/plugins/parcels/enable', { method: 'POST' });
  await page.getByRole('button', { name: 'Stamp', exact: true }).first().waitFor();
  await page.context().close();
});
