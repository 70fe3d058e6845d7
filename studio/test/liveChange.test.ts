import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';

const field = (title: string, more: JsonObject = {}): JsonObject => ({ type: 'string', title, ...more });

const boat = {
  $schema: 'kiln:entity',
  $id: 'boat',
  title: 'Boat',
  'x-plural': 'Boats',
  type: 'object',
  'x-display': 'name',
};
const first = { name: field('Name'), port: field('Port'), notes: field('Notes', { 'x-type': 'multiline' }) };

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
}, 60_000);

beforeEach(async () => {
  await change(first);
});

afterAll(() => studio?.close());

/** What an administrator applies while others work. */
async function change(properties: JsonObject): Promise<void> {
  const document = { ...boat, properties };
  await apply([{ kind: 'entity', name: 'boat', document }]);
}

async function apply(changes: JsonObject[]): Promise<void> {
  const answer = await studio.api('/api/changesets', {
    method: 'POST',
    body: { changes, message: 'Test', acceptDataLoss: true },
  });
  expect(answer.version, JSON.stringify(answer)).toBeTypeOf('string');
}

async function makeBoat(): Promise<string> {
  const { id } = await studio.api('/api/records/boat', { method: 'POST', body: { name: 'Mary', port: 'Kiel' } });
  return String(id);
}

const value = (page: Page, label: string) => page.getByLabel(label, { exact: true }).inputValue();

test('somebody types while an administrator adds and renames fields: nothing is lost, the cursor stays', async () => {
  const id = await makeBoat();
  const page = await studio.open(`/boat/${id}/edit`);
  await page.getByLabel('Notes', { exact: true }).fill('New engine');
  await page.getByLabel('Port', { exact: true }).fill('');
  await page.getByLabel('Port', { exact: true }).pressSequentially('Ham');

  const { port, ...others } = first;
  await change({
    ...others,
    harbour: { ...port, title: 'Harbour', 'x-id': 'port' },
    length: { type: 'integer', title: 'Length' },
  });
  await page.getByLabel('Length', { exact: true }).waitFor();
  await page.getByText(/Boats has changed — new: Length · Port is now Harbour/).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/_harbour$/);
  await page.keyboard.type('burg');
  expect(await value(page, 'Harbour')).toBe('Hamburg');
  expect(await value(page, 'Notes')).toBe('New engine');

  await page.getByLabel('Length', { exact: true }).fill('12');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(new RegExp(`/boat/${id}$`));
  expect(await studio.api(`/api/records/boat/${id}`)).toMatchObject({
    harbour: 'Hamburg',
    notes: 'New engine',
    length: 12,
  });
});

test('a field that goes, or changes its type, while somebody types in it leaves its text for copying', async () => {
  const id = await makeBoat();
  const page = await studio.open(`/boat/${id}/edit`);
  await page.getByLabel('Port', { exact: true }).fill('Rostock, pier 7');
  const { port, ...others } = first;
  await change(others);
  await page.getByText('Port is no longer there').waitFor();
  expect(await value(page, 'Port')).toBe('Rostock, pier 7');

  await page.getByLabel('Notes', { exact: true }).fill('a dozen');
  await change({ ...others, notes: { type: 'integer', title: 'Notes' } });
  await page.getByText('Notes is another kind of field now').waitFor();
  expect(await page.getByRole('textbox', { name: 'Notes' }).first().inputValue()).toBe('a dozen');
});

test('typing in one field of a record page goes on under another name; of one that goes, the text is kept', async () => {
  const id = await makeBoat();
  const page = await studio.open(`/boat/${id}`);
  await page.getByRole('button', { name: 'Edit Port' }).click();
  await page.getByRole('textbox').last().fill('Bremen');
  const { port, ...others } = first;
  await change({ ...others, harbour: { ...port, title: 'Harbour', 'x-id': 'port' } });
  await page.getByText('Harbour', { exact: true }).first().waitFor();
  await page.keyboard.type('haven');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await studio.api(`/api/records/boat/${id}`)).harbour).toBe('Bremenhaven');

  await page.getByRole('button', { name: 'Edit Harbour' }).click();
  await page.getByRole('textbox').last().fill('Cuxhaven');
  await change(others);
  await page.getByText('Harbour is no longer there').waitFor();
  expect(await value(page, 'Harbour')).toBe('Cuxhaven');
});

test('lists gain and lose columns; an entity follows its new name, and one that goes says so', async () => {
  await makeBoat();
  const list = await studio.open('/boat');
  await list.getByRole('columnheader', { name: /^Port/ }).waitFor();
  const { port, ...others } = first;
  await change({ ...others, flag: field('Flag') });
  await list.getByRole('columnheader', { name: /^Flag/ }).waitFor();
  expect(await list.getByRole('columnheader', { name: /^Port/ }).count()).toBe(0);

  const form = await studio.open('/boat/new');
  await form.getByLabel('Name', { exact: true }).fill('Anna');
  await apply([
    { kind: 'entity', name: 'boat', document: null },
    {
      kind: 'entity',
      name: 'ship',
      document: {
        ...boat,
        $id: 'ship',
        'x-id': 'boat',
        title: 'Ship',
        'x-plural': 'Ships',
        properties: { ...others, flag: field('Flag') },
      },
    },
  ]);
  await form.getByRole('heading', { level: 1, name: /Ship/ }).waitFor();
  await form.waitForURL(/\/ship\/new$/);
  expect(await value(form, 'Name')).toBe('Anna');
  await list.waitForURL(/\/ship$/);
  await list.getByText('Mary').first().waitFor();

  await apply([{ kind: 'entity', name: 'ship', document: null }]);
  await list.getByText('Ships is no longer here').waitFor();
  await form.getByText('Ships is no longer here').waitFor();
  expect(await value(form, 'Name')).toBe('Anna');
});
