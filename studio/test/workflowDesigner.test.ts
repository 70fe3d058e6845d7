import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openDraft } from './openDraft.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

const workflow: JsonObject = {
  $schema: 'kiln:workflow',
  $id: 'thankBigDeal',
  title: 'Thank for a big deal',
  trigger: { on: 'record.updated', entity: 'opportunity', watch: ['stage'] },
  steps: [
    { id: 'find', title: 'Find people', do: 'records.find', with: { entity: 'contact' } },
    {
      id: 'each',
      forEach: 'steps.find.output.data',
      as: 'person',
      steps: [
        {
          id: 'call',
          do: 'records.create',
          with: { entity: 'activity', values: { type: 'call', subject: 'Thank ${person.name}' } },
        },
      ],
    },
    { id: 'big', if: 'record.amount > 1000.0', then: [{ id: 'told', do: 'notify', with: told('Big') }] },
  ],
};

function told(title: string): JsonObject {
  return { to: '${record.ownerId}', title };
}

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.api('/api/records/contact', { method: 'POST', body: { name: 'Ada' } });
  const account = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Larch Ltd' } });
  const deal = { name: 'Deal 1', stage: 'proposal', amount: 5000, account: String(account.id) };
  await studio.api('/api/records/opportunity', { method: 'POST', body: deal });
  const changes = [{ kind: 'workflow', name: 'thankBigDeal', document: workflow }];
  await studio.publish(changes, 'A workflow');
}, 60_000);
afterAll(() => studio?.close());

const step = (page: Page, key: string) => page.locator(`[data-step="${key}"]`);
const spot = (page: Page, path: string) => page.locator(`[data-spot="+${path}"]`);
const settings = (page: Page) => page.getByRole('region', { name: 'Settings of the step' });
const steps = (page: Page) =>
  page.locator('[data-step]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-step')));
const show = (page: Page, what: string) => page.getByRole('radio', { name: what }).first().check({ force: true });

async function drag(page: Page, from: Locator, to: Locator) {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('not on the page');
  await page.mouse.move(start.x + start.width / 2, start.y + 8);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 8, start.y + 20, { steps: 3 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2 - start.height / 2 + 8, { steps: 8 });
  await expect.poll(() => to.getAttribute('class')).toContain('target');
  await page.mouse.up();
}

test('a workflow is built: named, set off, given steps, and applied', async () => {
  const page = await studio.open('/studio/workflows');
  await page.getByRole('button', { name: 'New workflow' }).click();
  await page.getByRole('textbox', { name: 'Title in English' }).fill('Welcome a lead');
  await page.getByRole('textbox', { name: 'Title in Chinese' }).fill('欢迎线索');
  await page.getByRole('button', { name: 'Start designing' }).click();
  await page.waitForURL('**/studio/workflows/welcomeALead');

  await page.locator('[data-node="/trigger"]').click();
  await settings(page).getByRole('combobox', { name: 'What sets it off' }).selectOption('record.created');
  await settings(page).getByRole('combobox', { name: 'Entity' }).selectOption('lead');
  await page.getByText('When Lead is created').waitFor();

  await spot(page, '/steps/0').click();
  await page.getByRole('textbox', { name: 'Find a step' }).fill('notify');
  await page.keyboard.press('Enter');
  await step(page, 'notified').waitFor();
  // What it needs and does not have yet is told where it belongs, and leads there.
  const problem = page.getByRole('button', { name: /^Notify/ }).last();
  await problem.waitFor();
  await page.locator('[data-node="/trigger"]').click();
  await problem.click();
  await settings(page).getByRole('button', { name: 'Add people' }).first().click();
  await settings(page).getByRole('combobox', { name: 'Who: To 1' }).selectOption('expression');
  await settings(page).getByRole('textbox', { name: 'Title', exact: true }).click();
  await page.keyboard.type('New: ${record.na');
  // Completion knows the fields of the record that the trigger brings.
  await page.locator('.cm-tooltip-autocomplete').getByText('name', { exact: true }).first().click();
  await step(page, 'notified').getByText('New: ‹record.name›').waitFor();
  await page.getByRole('status').getByText('Checked').waitFor();
  expect(await seriousOn(page)).toEqual([]);

  await page
    .getByRole('link', { name: /^Review/ })
    .last()
    .click();
  const told = page.getByRole('region', { name: 'Workflow “Welcome a lead”' });
  await told.getByText('When Lead is created').waitFor();
  await told.getByRole('listitem').getByText('Notify').waitFor();
  await told.getByText('New: ‹record.name›').waitFor();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect
    .poll(async () => (await studio.api('/api/definitions/workflow/welcomeALead')).document)
    .toMatchObject({ steps: [{ do: 'notify', with: { title: 'New: ${record.name}' } }] });
  await page.context().close();
});

test('steps are dragged into branches, moved by keys, copied and removed, and all of it is undone', async () => {
  const page = await studio.open('/studio/workflows/thankBigDeal');
  await step(page, 'find').waitFor();
  const before = await steps(page);
  expect(before).toEqual(['find', 'each', 'call', 'big', 'told']);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await drag(page, step(page, 'find'), spot(page, '/steps/2/else/0'));
  await expect.poll(() => steps(page)).toEqual(['each', 'call', 'big', 'told', 'find']);

  await step(page, 'find').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => steps(page)).toEqual(['each', 'call', 'big', 'find', 'told']);
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => steps(page)).toEqual(['each', 'call', 'big', 'told', 'find']);
  // The cursor goes along.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-step'))).toBe('find');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-step'))).toBe('told');
  await page.keyboard.press('Control+d');
  await expect.poll(() => steps(page)).toContain('told2');
  await page.keyboard.press('Delete');
  await expect.poll(() => steps(page)).not.toContain('told2');

  // As JSON, from anywhere to anywhere; its id is one that is free.
  await step(page, 'told').focus();
  await page.keyboard.press('Control+c');
  await step(page, 'each').focus();
  await page.keyboard.press('Control+v');
  await expect.poll(() => steps(page)).toEqual(['each', 'call', 'told2', 'big', 'told', 'find']);

  for (let times = 0; times < 6; times += 1) await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => steps(page)).toEqual(before);
  await page.context().close();
});

test('a test run shows on the canvas what each step would do, and leaves nothing behind', async () => {
  const page = await studio.open('/studio/workflows/thankBigDeal');
  await page.getByRole('button', { name: 'Test run' }).click();
  await page.getByRole('combobox', { name: 'Record: Opportunity' }).click();
  await page.locator('.ant-select-item-option', { hasText: 'Deal 1' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Went well').waitFor();
  await step(page, 'call').getByText(/^Done/).waitFor();
  await step(page, 'told').getByText(/^Done/).waitFor();
  await step(page, 'find').click();
  await show(page, 'Result');
  await settings(page).getByText('"Ada"').first().waitFor();
  expect(await seriousOn(page)).toEqual([]);
  const { count } = await studio.api('/api/records/activity?count=true');
  expect(count).toBe(0);

  // What it read is a sample where variables are picked.
  await show(page, 'Settings');
  await settings(page).getByRole('button', { name: 'Insert a variable into Condition' }).click();
  await page.getByRole('textbox', { name: 'Find a variable' }).fill('record.name');
  await page
    .getByRole('button', { name: /record\.name.*Deal 1/ })
    .first()
    .click();
  await expect
    .poll(() => settings(page).getByRole('textbox', { name: 'Condition' }).textContent())
    .toBe('${record.name}');
  await page.context().close();
});

test('another name of a step is followed where it is read, and the same stands in the JSON', async () => {
  const page = await studio.open('/studio/workflows/thankBigDeal');
  await step(page, 'find').click();
  await settings(page).getByText('More', { exact: true }).click();
  const id = settings(page).getByRole('textbox', { name: 'Name in expressions' });
  await id.fill('people');
  await id.blur();
  await step(page, 'each').getByText('steps.people.output.data').waitFor();
  await show(page, 'JSON');
  await page.locator('.cm-content').getByText('"people"').first().waitFor();
  await page.context().close();
});

test('how it was before stands under its versions, and is taken into the draft', async () => {
  const changes = [{ kind: 'workflow', name: 'thankBigDeal', document: { ...workflow, title: 'Another title' } }];
  await studio.publish(changes, 'Another title');
  const page = await studio.open('/studio/workflows/thankBigDeal');
  await page.getByRole('heading', { name: 'Another title' }).waitFor();
  await show(page, 'Versions');
  await page.getByText('A workflow').waitFor();
  await page.getByRole('button', { name: 'Take into the draft' }).last().click();
  await page.getByRole('heading', { name: 'Thank for a big deal' }).waitFor();
  await page.context().close();
});

test('what is no workflow is shown as far as it goes, and can be mended', async () => {
  const broken: JsonObject = {
    $schema: 'kiln:workflow',
    $id: 'broken',
    title: 7,
    trigger: 'never',
    variables: [1],
    input: 'nothing',
    steps: [
      'not a step',
      { id: 'one', do: 'records.create', with: { entity: 5, values: ['x'] } },
      { id: 'one', do: 'unheardOf', with: 'nothing' },
      { do: 'notify', title: {}, with: { to: [[1], { role: 2 }], title: { a: 1 } } },
      { id: 'sw', switch: 3, cases: 'none', default: {} },
      { id: 'fork', parallel: [null, { steps: 4 }], retry: 'often' },
      { id: 'tried', try: {}, catch: null },
    ],
  };
  const edits = [{ kind: 'workflow', name: 'broken', document: broken }];
  const page = await openDraft(studio, '/studio/workflows/broken', edits);
  await step(page, 'one').waitFor();
  await page.getByRole('button', { name: 'Show everything' }).click();
  for (const key of await steps(page)) {
    await step(page, String(key)).click();
    await settings(page).getByRole('heading', { level: 2 }).waitFor();
  }
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.locator('[data-node="/trigger"]').click();
  await settings(page).getByRole('combobox', { name: 'What sets it off' }).selectOption('manual');
  await page.getByText('When somebody starts it').waitFor();
  await page.getByRole('button', { name: 'Workflow settings', exact: true }).click();
  await settings(page).getByRole('textbox', { name: 'Title in English' }).fill('Mended');
  await page.getByRole('heading', { name: 'Mended' }).waitFor();
  await page.context().close();
});

test('an e-mail goes to addresses, to whom a field names, and to everybody of a role', async () => {
  const steps = [{ id: 'mailed', do: 'mail', with: { to: '${record.ownerId}', subject: 'Won', text: 'Well done' } }];
  const edits = [{ kind: 'workflow', name: 'tell', document: { ...workflow, $id: 'tell', steps } }];
  const page = await openDraft(studio, '/studio/workflows/tell', edits);
  await step(page, 'mailed').click();
  const who = (number: number) => settings(page).getByRole('combobox', { name: `Who: To ${number}` });
  await expect.poll(() => who(1).inputValue()).toBe('field');
  const add = settings(page).getByRole('button', { name: 'Add a recipient' }).first();
  await add.click();
  await expect.poll(() => who(2).inputValue()).toBe('address');
  const address = settings(page).getByRole('textbox', { name: 'Address' });
  await address.fill('ada');
  await address.blur();
  await settings(page).getByText('An e-mail address looks like').waitFor();
  await address.fill('');
  await address.pressSequentially('ada@example.com');
  await add.click();
  await who(3).selectOption('role');
  await settings(page).getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Sales manager' });
  expect(await seriousOn(page)).toEqual([]);
  await settings(page).getByRole('button', { name: 'Remove 1 of To' }).click();
  await expect.poll(() => who(1).inputValue()).toBe('address');
  await page.getByRole('status').getByText('Checked').waitFor();
  await step(page, 'mailed').getByText('Won').waitFor();
  await page
    .getByRole('link', { name: /^Review/ })
    .last()
    .click();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect
    .poll(async () => (await studio.api('/api/definitions/workflow/tell')).document)
    .toMatchObject({ steps: [{ with: { to: ['ada@example.com', { role: 'salesManager' }] } }] });
  await page.context().close();
});

test('on a phone, in Chinese, the steps are a list, and one is added to it', async () => {
  const edits = [{ kind: 'workflow', name: 'fresh', document: { ...workflow, $id: 'fresh' } }];
  const page = await openDraft(studio, '/studio/workflows/fresh', edits, { phone: true, language: 'zh-CN' });
  await step(page, 'find').waitFor();
  expect(await page.locator('.react-flow').count()).toBe(0);
  expect(await seriousOn(page)).toEqual([]);
  await spot(page, '/steps/0').click();
  await page.getByRole('textbox', { name: '查找步骤' }).fill('等待');
  await page.getByRole('button', { name: /^等待/ }).first().click();
  await page.getByRole('heading', { name: '等待' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: '步骤', exact: true }).click();
  await step(page, 'waited').waitFor();
  await page.context().close();
});

test('what is wrong with a workflow is said in Chinese, in the panel and at its place', async () => {
  const steps = [
    { id: 'find', do: 'records.find', with: { entity: 'contakt' } },
    { id: 'find', if: 'record.amuont > 1', then: [] },
  ];
  const edits = [{ kind: 'workflow', name: 'faulty', document: { ...workflow, $id: 'faulty', steps } }];
  const page = await openDraft(studio, '/studio/workflows/faulty', edits, { language: 'zh-CN' });
  await page.getByText('有两个步骤都叫“find”。').first().waitFor();
  await page.getByText('没有对象“contakt”。您是否想写“contact”？').first().waitFor();
  await page.getByRole('button', { name: /没有字段“amuont”/ }).click();
  await page.getByRole('alert').getByText('opportunity 没有字段“amuont”。您是否想写“amount”？').first().waitFor();
  await page.context().close();
});
