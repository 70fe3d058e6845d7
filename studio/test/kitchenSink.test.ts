import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldTypes } from '../../core/fields/fieldTypes.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
}, 60_000);

afterAll(() => studio?.close());

const show = (page: Page, name: string) => page.getByRole('radio', { name }).click();

test.each([
  { language: 'en', phone: false },
  { language: 'zh-CN', phone: false },
  { language: 'en', phone: true },
  { language: 'zh-CN', phone: true },
] as const)('nothing serious in the kitchen sink: $language phone $phone', async (look) => {
  const page = await studio.open('/kitchen-sink', { ...look, bypassCsp: true });
  await page.getByRole('region', { name: 'Line items' }).getByRole('button').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(await seriousOn(page), 'fields').toEqual([]);
  await show(page, 'Form');
  await page.locator('#field_text').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await seriousOn(page), 'form').toEqual([]);
  await show(page, 'Parts');
  await page.getByRole('region', { name: 'Colours' }).waitFor();
  await page.getByRole('button', { name: 'Success' }).click();
  await page.getByRole('button', { name: 'Error', exact: true }).click();
  expect(await seriousOn(page), 'parts').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
});

test('every field type is there: its cell, its view, and its control filled, empty, disabled and in error', async () => {
  const page = await studio.open('/kitchen-sink', { bypassCsp: true });
  await page.getByRole('region', { name: 'Line items' }).getByRole('button').first().waitFor();
  const shown = await page.locator('main section[data-type]').evaluateAll((sections) =>
    sections.map((section) => ({
      type: section.getAttribute('data-type') ?? '',
      states: [...section.querySelectorAll('small')].map((state) => state.textContent).filter(Boolean),
    })),
  );
  const types = [...fieldTypes.keys()].filter((type) => type !== 'id' && type !== 'version');
  expect(shown.map(({ type }) => type).toSorted()).toEqual(types.toSorted());
  for (const { type, states } of shown) {
    const isEdited = !['autoNumber', 'formula', 'rollup'].includes(type);
    const expected = ['cell', 'view', ...(isEdited ? ['filled', 'empty', 'disabled', 'error'] : [])];
    expect(states.filter((state) => expected.includes(state)).slice(0, expected.length), type).toEqual(expected);
  }
});
