import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

const parcel: JsonObject = {
  $id: 'parcel',
  title: 'Parcel',
  'x-plural': 'Parcels',
  properties: {
    name: { type: 'string', title: 'Name' },
    weight: { type: 'integer', title: 'Weight' },
    heavy: { type: 'boolean', title: 'Heavy' },
  },
  'x-display': 'name',
};

const weigh: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'weigh', title: 'Weigh parcels' },
  trigger: { on: 'record.created', entity: 'parcel' },
  steps: [
    {
      ...{ id: 'heavy', title: 'Is it heavy?', if: 'record.weight > 10' },
      then: [
        {
          ...{ id: 'mark', title: 'Mark it', do: 'records.update' },
          with: { entity: 'parcel', id: '${record.id}', values: { heavy: true } },
        },
      ],
    },
    {
      ...{ id: 'twins', title: 'Look for twins', do: 'records.find' },
      with: { entity: 'parcel', where: "name == '${record.name}'" },
    },
    {
      ...{ id: 'gone', title: 'Send it off', do: 'records.update' },
      with: {
        ...{ entity: 'parcel', values: { weight: '${record.weight}' } },
        id: '${record.weight > 90 ? "00000000-0000-7000-8000-000000000000" : record.id}',
      },
    },
    { id: 'later', title: 'Have a rest', do: 'wait', with: { for: 'PT1H' }, when: "record.name == 'Slow'" },
  ],
};

const greet: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'greet', title: 'Greet' },
  trigger: { on: 'manual', entity: 'parcel' },
  input: { type: 'object', properties: { word: { type: 'string', title: 'Word' } } },
  steps: [
    {
      ...{ id: 'say', do: 'records.update' },
      with: { entity: 'parcel', id: '${record.id}', values: { name: '${input.word} ${record.name}' } },
    },
  ],
};

const ship: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'ship', title: 'Ship parcels' },
  trigger: { on: 'manual', entity: 'parcel' },
  steps: [
    {
      ...{ id: 'reserve', title: 'Reserve a place', do: 'records.update' },
      with: { entity: 'parcel', id: '${record.id}', values: { heavy: true } },
      compensate: [
        {
          ...{ id: 'free', title: 'Free the place', do: 'records.update' },
          with: { entity: 'parcel', id: '${record.id}', values: { heavy: false } },
        },
      ],
    },
    {
      ...{ id: 'pay', title: 'Pay for it', do: 'set', with: { paid: true } },
      compensate: [
        {
          ...{ id: 'refund', title: 'Get it back', do: 'records.update' },
          with: { entity: 'parcel', id: '00000000-0000-7000-8000-000000000000', values: { heavy: false } },
        },
      ],
    },
    { id: 'send', title: 'Send it', do: 'stop', with: { as: 'failed', message: 'No van' } },
  ],
  variables: { paid: { type: 'boolean', default: false } },
};

/** Its Chinese texts, which a run shows, too. */
const chinese = { ship: { 'Ship parcels': '发货', 'Reserve a place': '预留舱位', 'Free the place': '释放舱位' } };

const ask: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'ask', title: 'Ask the next room' },
  trigger: { on: 'manual' },
  steps: [{ id: 'call', title: 'Call it', do: 'http', with: { url: 'http://10.0.0.1/' } }],
};

const greetButton: JsonObject = {
  ...{ $schema: 'kiln:action', $id: 'greetIt', title: 'Greet it', entity: 'parcel', on: ['record', 'list'] },
  call: { workflow: 'greet' },
};

let studio: Studio;
const ids: Record<string, string> = {};

beforeAll(async () => {
  studio = await openStudio([parcel]);
  const changes = [
    { kind: 'workflow', name: 'weigh', document: weigh },
    { kind: 'workflow', name: 'greet', document: greet },
    { kind: 'workflow', name: 'ship', document: ship },
    { kind: 'workflow', name: 'ask', document: ask },
    { kind: 'locale', name: 'zh-CN', document: { ...(await chineseTexts()), workflows: chinese } },
    { kind: 'action', name: 'greetIt', document: greetButton },
  ];
  await studio.publish(changes);
  for (const [name, weight] of [
    ['Light', 1],
    ['Heavy', 40],
    ['Broken', 95],
    ['Slow', 2],
  ] as const) {
    ids[name] = String((await studio.api('/api/records/parcel', { method: 'POST', body: { name, weight } })).id);
  }
}, 60_000);

afterAll(() => studio?.close());

async function chineseTexts(): Promise<JsonObject> {
  const { document } = await studio.api('/api/definitions/locale/zh-CN');
  return isObject(document) ? document : {};
}

async function runsOf(workflow: string): Promise<JsonObject[]> {
  const { data } = await studio.api(`/api/runs?workflow=${workflow}`);
  return Array.isArray(data) ? data.filter(isObject) : [];
}
const statesOf = async (workflow: string) => (await runsOf(workflow)).map(({ state }) => String(state));
const lines = (page: Page) => page.getByRole('list', { name: 'Runs' }).getByRole('listitem');

test('every run with its record and outcome, narrowed by state, new ones come by themselves', async () => {
  await expect.poll(async () => (await statesOf('weigh')).sort()).toEqual(['done', 'done', 'failed', 'waiting']);
  const page = await studio.open('/studio/runs');
  await expect.poll(() => lines(page).count()).toBe(4);
  await lines(page).filter({ hasText: 'Broken' }).getByText('Failed').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  const { id } = await studio.api('/api/records/parcel', { method: 'POST', body: { name: 'Fresh', weight: 3 } });
  await lines(page).filter({ hasText: 'Fresh' }).getByText('Done').waitFor();
  await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
  await expect.poll(() => lines(page).count()).toBe(1);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => lines(page).count()).toBe(5);
  await studio.api(`/api/records/parcel/${id}`, { method: 'DELETE' });
  await page.context().close();
});

test('a run on the canvas: states of its steps, what went in and came out, and what went wrong', async () => {
  const page = await studio.open('/studio/runs?state=failed');
  await lines(page).getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'Weigh parcels' }).waitFor();
  const details = page.getByRole('complementary', { name: 'Step' });
  await details.getByRole('heading', { name: 'Send it off' }).waitFor();
  await page.getByText('Look for twins').first().click();
  await details.getByRole('heading', { name: 'Look for twins' }).waitFor();
  await details.getByRole('region', { name: 'Output' }).getByText('Broken').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Try again', exact: true }).click();
  await page.getByText('1 run goes on', { exact: true }).waitFor();
  await expect.poll(() => statesOf('weigh')).toContain('failed');
  await page.context().close();
});

test('on a phone its steps are a list, and each opens over it', async () => {
  const failed = (await runsOf('weigh')).find(({ state }) => state === 'failed');
  const page = await studio.open(`/studio/runs/${failed?.id}`, { phone: true });
  await page.getByRole('button', { name: /Look for twins/ }).click();
  await page.getByRole('dialog', { name: 'Step' }).getByText('"name": "Broken"').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});

test('what waits is cancelled, and failed ones are tried again together', async () => {
  const page = await studio.open('/studio/runs?state=waiting');
  await lines(page).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Cancel the run' }).click();
  await expect.poll(() => statesOf('weigh')).toContain('cancelled');
  await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
  await lines(page).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Try 1 again' }).click();
  await page.getByRole('dialog', { name: 'Try again?' }).getByRole('button', { name: 'Try again' }).click();
  await page.getByText('1 run goes on', { exact: true }).waitFor();
  await page.context().close();
});

test('what was done and taken back is marked, with what took it back, also in a list on a phone and in Chinese', async () => {
  const started = await studio.api('/api/workflows/ship/runs', {
    method: 'POST',
    body: { record: { entity: 'parcel', id: String(ids.Light) } },
  });
  await expect.poll(() => statesOf('ship')).toEqual(['failed']);
  const page = await studio.open(`/studio/runs/${started.id}`);
  const reserve = page.locator('[data-step="reserve"]');
  await reserve.getByText(/^Taken back · /).waitFor();
  await page
    .locator('[data-step="pay"]')
    .getByText(/^Not taken back · /)
    .waitFor();
  await reserve.click();
  const details = page.getByRole('complementary', { name: 'Step' });
  const undone = details.getByRole('region', { name: 'Taken back' });
  await undone.locator('time').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await undone.getByRole('button', { name: /Free the place/ }).click();
  await details.getByRole('heading', { name: 'Free the place' }).waitFor();
  await page.context().close();

  const phone = await studio.open(`/studio/runs/${started.id}`, { phone: true, language: 'zh-CN' });
  await phone.getByRole('button', { name: /^预留舱位 ?已撤销 · / }).click();
  await phone
    .getByRole('dialog', { name: '步骤' })
    .getByRole('button', { name: /释放舱位/ })
    .waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await phone.context().close();
});

test('many go on together, on the version that they began with or on the newest', async () => {
  const [failed] = await runsOf('ship');
  const before = failed?.version;
  const mended = { ...ship, steps: [...(Array.isArray(ship.steps) ? ship.steps.slice(0, 2) : [])] };
  await studio.api('/api/changesets', {
    method: 'POST',
    body: { changes: [{ kind: 'workflow', name: 'ship', document: mended }], message: 'No van is needed' },
  });
  const page = await studio.open('/studio/runs?workflow=ship');
  const dialog = page.getByRole('dialog', { name: 'Try again?' });
  async function tryAgain(version: string) {
    await lines(page).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Try 1 again' }).click();
    await dialog.getByRole('radio', { name: version }).check();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await tryAgain('As each began');
  await expect
    .poll(async () => (await runsOf('ship'))[0])
    .toMatchObject({ attempt: 2, state: 'failed', version: before });
  await lines(page).getByText('Failed', { exact: true }).waitFor();
  await tryAgain('The newest');
  await expect.poll(async () => (await runsOf('ship'))[0]?.state).toBe('done');
  expect((await runsOf('ship'))[0]?.version).not.toBe(before);
  await page.context().close();
});

test('a button starts a workflow with what it asks, and the record tells of its runs', async () => {
  const page = await studio.open(`/parcel/${ids.Light}`);
  await page.getByRole('button', { name: 'Greet it' }).first().click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Word' }).fill('Hello');
  await page.getByRole('dialog').getByRole('button', { name: 'Greet it' }).click();
  await page.getByText('Started: Greet it').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Hello Light' }).waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Runs of workflows' }).click();
  const drawer = page.getByRole('dialog', { name: 'Runs of this record' });
  await drawer.getByText('Greet', { exact: true }).waitFor();
  await drawer.getByText('Weigh parcels').waitFor();
  expect(await seriousOn(page, ['light'])).toEqual([]);
  await page.context().close();
});

test('a run that failed says at the top in which step, and why', async () => {
  const { id } = await studio.api('/api/workflows/ask/runs', { method: 'POST', body: {} });
  await expect.poll(() => statesOf('ask')).toEqual(['failed']);
  const page = await studio.open(`/studio/runs/${id}`);
  const text = await page.getByRole('alert').textContent();
  expect(text).toBe(
    'In “Call it”: The run may not do this: 10.0.0.1 is in a private network, which is not reached from here.',
  );
  await page.context().close();
});
