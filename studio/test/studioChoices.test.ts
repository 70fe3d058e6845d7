import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import { openDraft } from './openDraft.ts';
import { openStudio, type Studio } from './openStudio.ts';

const boat = {
  $schema: 'kiln:entity',
  $id: 'boat',
  title: 'Boat',
  'x-plural': 'Boats',
  type: 'object',
  'x-display': 'name',
  properties: {
    name: { type: 'string', title: 'Name' },
    harbour: { type: 'string', title: 'Harbour' },
    class: {
      type: 'string',
      title: 'Class',
      enum: ['yacht', 'tug'],
      'x-options': { tug: { title: 'Tug boat' } },
    },
  },
} satisfies JsonObject;

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  const texts = { boat: { title: '船', fields: { class: { title: '船型' } } } };
  await studio.publish([{ kind: 'entity', name: 'boat', document: boat }]);
  const { document: locale } = await studio.api('/api/definitions/locale/zh-CN');
  const entities = isObject(locale) && isObject(locale.entities) ? locale.entities : {};
  await studio.publish([
    {
      kind: 'locale',
      name: 'zh-CN',
      document: { ...(isObject(locale) ? locale : {}), entities: { ...entities, ...texts } },
    },
  ]);
  for (const values of [
    { name: 'Mary', harbour: 'Kiel', class: 'yacht' },
    { name: 'Anna', harbour: 'Riga', class: 'tug' },
  ])
    await studio.api('/api/records/boat', { method: 'POST', body: values });
}, 60_000);

afterAll(() => studio?.close());

const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' });
const field = (page: Page, name: string) => page.locator(`[data-field-row="${name}"]`).locator('button').last();

test('a select becomes an entity of its own, with a record for each option and its name in both languages', async () => {
  const page = await studio.open('/studio/entities/boat');
  await field(page, 'class').click();
  await settings(page).getByLabel('Type', { exact: true }).selectOption('relation');
  await settings(page).getByText('Values become records', { exact: false }).waitFor();
  await page
    .getByRole('link', { name: /^Review/ })
    .first()
    .click();
  const choice = page.getByRole('group', { name: 'Class of Boat: what do its values become?' });
  await choice.getByLabel('A record each in an entity of its own').check();
  const data = page.getByRole('region', { name: 'What happens to the data' });
  await data.getByText('The values of Class of Boat become records of Class.').waitFor();
  await data.getByText('→ Relation', { exact: false }).first().waitFor();

  // One step back, and one forth.
  await page.keyboard.press('Control+z');
  await expect.poll(() => choice.getByLabel('The record of the same title').isChecked()).toBe(true);
  await page.keyboard.press('Control+Shift+z');
  await choice.getByRole('link', { name: 'Design class' }).waitFor();

  await expect.poll(() => page.getByRole('button', { name: /^Apply \d/ }).isEnabled()).toBe(true);
  await page.getByRole('button', { name: /^Apply \d/ }).click();
  await page.getByText('Applied', { exact: true }).waitFor();
  const { data: boats } = await studio.api('/api/records/boat?sort=name&select=name,class(name)');
  expect(boats).toMatchObject([
    { name: 'Anna', class: { name: 'Tug boat' } },
    { name: 'Mary', class: { name: 'Yacht' } },
  ]);
  const { document } = await studio.api('/api/definitions/locale/zh-CN');
  expect(document).toMatchObject({ entities: { class: { title: '船型', fields: { name: { title: '名称' } } } } });
});

test('what this installation and a package both say of the same is shown with both sides', async () => {
  // As an upgrade leaves it: the package has changed its title since the patch was made.
  await studio.publish([
    {
      kind: 'view',
      name: 'opportunityBoard',
      document: { 'x-patch': true, title: 'Our pipeline', 'x-base': { title: 'As it was once' } },
    },
  ]);
  const { document: drafted } = await studio.api('/api/definitions/entity/boat');
  const page = await openDraft(studio, '/studio/review', [
    { kind: 'entity', name: 'boat', document: { ...(isObject(drafted) ? drafted : boat), 'x-plural': 'Ships' } },
  ]);
  const conflicts = page.getByRole('region', { name: 'Your changes and the packages' });
  await conflicts.getByText('Our pipeline').waitFor();
  expect(await conflicts.getByRole('listitem').count()).toBe(1);
});
