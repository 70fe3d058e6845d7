import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { join, signInOn } from './people.ts';

const text = (title: string): JsonObject => ({ type: 'string', title });
const first = { name: text('Name'), port: text('Port'), keel: text('Keel') };

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  await apply(first, 'Boats');
  await studio.api('/api/records/boat', { method: 'POST', body: { name: 'Mary', port: 'Kiel', keel: 'long' } });
}, 60_000);

afterAll(() => studio?.close());

async function apply(properties: JsonObject, message: string): Promise<string> {
  const document = {
    $schema: 'kiln:entity',
    $id: 'boat',
    title: 'Boat',
    type: 'object',
    'x-display': 'name',
    properties,
  };
  const { id } = await studio.publish([{ kind: 'entity', name: 'boat', document }], message);
  return String(id);
}

async function fields(): Promise<string[]> {
  const { document } = await studio.api('/api/definitions/entity/boat');
  return isObject(document) && isObject(document.properties) ? Object.keys(document.properties) : [];
}

test('the history tells who changed what for, shows one change, and takes it back with its data', async () => {
  const { port: _, ...others } = first;
  await apply(others, 'No ports');
  await apply({ ...others, flag: text('Flag') }, 'Flags');
  const page = await studio.open('/studio/history');
  await page.getByRole('link', { name: /Flags/ }).waitFor();
  await page.getByRole('link', { name: /No ports/ }).click();
  await page.getByRole('heading', { level: 1, name: 'No ports' }).waitFor();
  await page.getByRole('region', { name: 'What changed' }).getByText('Field “port”').waitFor();
  await page.getByText('Port of Boat goes; its values are parked.').waitFor();

  await page.getByRole('button', { name: 'Take back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take this change back?' });
  await dialog.getByText('Port of Boat comes back with its values.').waitFor();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('heading', { level: 1, name: 'Take back: No ports' }).waitFor();
  expect((await fields()).sort()).toEqual(['flag', 'keel', 'name', 'port']);
  expect(await studio.api('/api/records/boat')).toMatchObject({ data: [{ port: 'Kiel' }] });
  await page.getByRole('link', { name: 'Takes this change back' }).click();
  await page.getByRole('heading', { level: 1, name: 'No ports' }).waitFor();
  await page.getByRole('link', { name: 'Taken back by a later change' }).waitFor();
});

test('what was changed again since is asked about', async () => {
  await apply(first, 'As before');
  const id = await apply({ ...first, keel: text('Fin') }, 'Fins');
  await apply({ ...first, keel: text('Skeg') }, 'Skegs');
  const page = await studio.open(`/studio/history/${id}`);
  await page.getByRole('button', { name: 'Take back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take this change back?' });
  await dialog.getByText('One place was changed again since. What shall count?').waitFor();
  await dialog.getByText('Skeg', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Keep what is there today' }).click();
  await dialog.getByText('There is nothing to take back').waitFor();
  await dialog.getByRole('button', { name: 'Take it back there, too' }).click();
  await dialog.getByRole('button', { name: 'Take back', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Take back: Fins' }).waitFor();
  const { document } = await studio.api('/api/definitions/entity/boat');
  expect(document).toMatchObject({ properties: { keel: { title: 'Keel' } } });
});

test('what is parked comes back, or goes for good', async () => {
  const { port: _, keel: __, ...others } = first;
  // Whatever the tests before have left, something changes.
  await apply({ ...first, mast: text('Mast') }, 'All fields');
  await apply(others, 'Names only');
  const page = await studio.open('/studio/parking');
  await page.getByRole('button', { name: 'Restore Port' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore Port?' });
  await dialog.getByText('Port of Boat comes back with its values.').waitFor();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Port is back').waitFor();
  expect(await studio.api('/api/records/boat')).toMatchObject({ data: [{ port: 'Kiel' }] });

  await page.getByRole('button', { name: 'Delete Keel for good' }).click();
  const sure = page.getByRole('dialog', { name: 'Delete Keel for good?' });
  await sure.getByText('The values of 1 record are gone then.').waitFor();
  await sure.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('Keel deleted for good').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Delete Keel for good' }).count()).toBe(0);
});

test('the Studio is reached from the settings by those who may change the model, and by nobody else', async () => {
  const page = await studio.open('/settings');
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Studio/ })
    .click();
  const tabs = page.getByRole('navigation', { name: 'Studio' });
  await tabs.getByRole('link', { name: 'Jobs' }).click();
  await page.getByText('Nothing to do').waitFor();
  await tabs.getByRole('link', { name: 'Review' }).click();
  await page.getByText('Nothing is changed').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).fill('studio');
  await page
    .getByRole('option', { name: /^Studio/ })
    .first()
    .waitFor();
});

test('whoever else is in the same place is shown, and no more when they leave', async () => {
  const password = 'quiet river stone 42';
  await join(studio, { name: 'Ada Lovelace', email: 'ada@example.com', roles: ['admin'] }, password);
  const other = await studio.open('/studio/history', { signedIn: false });
  await signInOn(other, 'ada@example.com', password);
  await other.getByRole('heading', { level: 1, name: 'History' }).waitFor();
  const page = await studio.open('/studio/jobs');
  await page.getByRole('img', { name: 'Also here: Ada Lovelace' }).waitFor();
  await other.getByRole('img', { name: /^Also here: / }).waitFor();

  const { data } = await studio.api('/api/records/boat');
  const path = `/boat/${Array.isArray(data) && isObject(data[0]) ? data[0].id : ''}`;
  await other.goto(studio.server.url + path);
  await expect.poll(() => page.getByRole('img', { name: /^Also here: / }).count()).toBe(0);
  const record = await studio.open(path);
  await record.getByRole('img', { name: 'Also here: Ada Lovelace' }).waitFor();
  await other.close();
  await expect.poll(() => record.getByRole('img', { name: /^Also here: / }).count()).toBe(0);
});
