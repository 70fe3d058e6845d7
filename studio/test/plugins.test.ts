import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeArchive } from '../../core/plugins/package/writeArchive.ts';
import { pluginFiles, pluginFolder, type TestPlugin } from '../../core/testing/pluginFolder.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { join as joinStudio, signInOn } from './people.ts';
import { seriousOn } from './seriousOn.ts';

const code = (greeting: string, more = '') => `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  hooks: { account: { creating: (ctx, record) => ({ description: ctx.config.greeting ?? '${greeting}' }) } },
  functions: {
    async greet(ctx) {
      ctx.log.warn('greeting is ${greeting}', { n: 1 });
      return { message: ctx.config.greeting ?? '${greeting}' };
    },
  },
  ${more}
});
`;

const manifest = {
  id: 'greeter',
  title: 'Greeter',
  description: 'Greets new accounts.',
  icon: 'smile',
  author: 'Kiln tests',
  capabilities: { records: { account: ['read', 'update'] }, hosts: ['api.example.com'], secrets: ['greetKey'] },
  config: {
    type: 'object',
    properties: {
      greeting: { type: 'string', title: 'Greeting' },
      times: { type: 'integer', title: 'Times', maximum: 3 },
      loud: { type: 'boolean', title: 'Loud' },
    },
  },
};
const greeting = {
  'entity/greeting': {
    ...{ title: 'Greeting', 'x-plural': 'Greetings', type: 'object', required: ['name'] },
    ...{ properties: { name: { type: 'string', title: 'Name' } }, 'x-display': 'name' },
  },
  'action/greetNow': { title: 'Greet now', call: { plugin: 'greeter', function: 'greet' } },
  'locales/zh-CN': { plugins: { greeter: { title: '问候插件', description: '问候新客户。' } } },
};
const first: TestPlugin = { manifest: { ...manifest, version: '1.0.0' }, code: code('Hello'), definitions: greeting };
const second: TestPlugin = {
  manifest: { ...manifest, version: '1.1.0', capabilities: { ...manifest.capabilities, own: { account: ['read'] } } },
  code: code('Good day', "jobs: { nightly: { cron: '0 3 * * *', handler() {} } },"),
  definitions: {
    ...greeting,
    'entity/greeting': {
      ...greeting['entity/greeting'],
      properties: { name: { type: 'string', title: 'Name' }, tone: { type: 'string', title: 'Tone' } },
    },
  },
};

let studio: Studio;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln-test-plugins-'));
  await pluginFolder(first, join(folder, 'greeter'));
  studio = await openStudio([], { plugins: { folder } });
}, 60_000);

afterAll(async () => {
  await studio?.close();
  await rm(folder, { recursive: true, force: true });
});

const dialog = (page: Page) => page.getByRole('dialog');
const part = (page: Page, name: string) => page.getByRole('radio', { name }).check({ force: true });

test('install with a look at what it may do, use, configure, upgrade, downgrade, uninstall', {
  timeout: 120_000,
}, async () => {
  const page = await studio.open('/studio');
  await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Plugins' }).click();
  await page.getByRole('button', { name: 'Install Greeter' }).click();
  await dialog(page).getByText('May read and change Accounts, as far as the person may for whom it works.').waitFor();
  await dialog(page).getByText('May call api.example.com and send it what it knows.').waitFor();
  await dialog(page).getByText("From this server's own folder").waitFor();
  await dialog(page)
    .getByText('Greetings')
    .or(dialog(page).getByText('Greeting', { exact: true }))
    .first()
    .waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Grant and install' }).click();
  await page.getByText('Greeter 1.0.0 is installed').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Greeter' }).waitFor();
  await page.getByText('Running', { exact: true }).waitFor();
  expect(await seriousOn(page, ['light'])).toEqual([]);

  // It works at once.
  const account = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Larch' } });
  expect(account.description).toBe('Hello');

  await part(page, 'Settings');
  await page.getByLabel('Times').fill('9');
  await page.getByRole('region', { name: 'Settings' }).getByRole('button', { name: 'Save' }).click();
  await page.getByText('3 at most.').waitFor();
  await page.getByLabel('Times').fill('2');
  await page.getByRole('textbox', { name: 'Greeting' }).fill('Moin');
  await page.getByRole('region', { name: 'Settings' }).getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved.').waitFor();
  await page.getByText('Not set').waitFor();
  await page
    .getByRole('textbox', { name: 'greetKey' })
    .or(page.getByLabel('greetKey', { exact: true }))
    .fill('s3cret');
  await page.getByRole('region', { name: 'Secrets' }).getByRole('button', { name: 'Save' }).click();
  await page.getByText('Set', { exact: true }).waitFor();
  expect(await page.content()).not.toContain('s3cret');
  expect(await seriousOn(page, ['light'])).toEqual([]);
  const greeted = await studio.api('/api/plugins/greeter/functions/greet', { method: 'POST', body: {} });
  expect(greeted.message).toBe('Moin');

  await part(page, 'Activity');
  await page.getByRole('log').getByText('greeting is Hello').waitFor();
  await page.getByRole('img', { name: /^Calls/ }).waitFor();
  // New lines come by themselves.
  await studio.api('/api/plugins/greeter/functions/greet', { method: 'POST', body: {} });
  await expect.poll(() => page.getByRole('log').getByText('greeting is Hello').count()).toBe(2);

  // What it was told in vain can be told again.
  await studio.server.workspace.db.query({
    text: `insert into kiln.record_event (subscriber, handler, entity, record, version, action, actor_kind, actor_name,
        request_id, attempts, dead_at, error)
      values ('greeter', 'account.updated', 'account', $1, 2, 'updated', 'user', '', '', 10, now(), '{"message":"oh no"}')`,
    values: [String(account.id)],
  });
  const lost = page.getByRole('region', { name: 'Events that failed' });
  await page.reload();
  await part(page, 'Activity');
  await lost.getByRole('link', { name: 'Larch' }).waitFor();
  await lost.getByText('oh no').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await lost.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The event is told again').waitFor();
  await lost.waitFor({ state: 'detached' });

  const archive = await writeArchive(pluginFiles(second));
  await part(page, 'Versions');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Another version from file' }).click();
  await (await chooser).setFiles({ name: 'greeter-1.1.0.tgz', mimeType: 'application/gzip', buffer: archive });
  await dialog(page).getByText('This version asks for 1 thing more').waitFor();
  await dialog(page).getByText('May read all Accounts by itself, whoever is at work.').waitFor();
  await dialog(page).getByRole('button', { name: 'Grant and upgrade' }).click();
  await page.getByText('Greeter 1.1.0 runs now').waitFor();
  await expect
    .poll(async () =>
      Object(await studio.api('/api/model'))
        .entities.find(({ name }: { name: string }) => name === 'greeting')
        ?.fields.map(({ name }: { name: string }) => name),
    )
    .toContain('tone');

  await part(page, 'Versions');
  await page.getByRole('button', { name: 'Go back to 1.0.0' }).click();
  await dialog(page).getByRole('button', { name: 'Go back' }).click();
  await page.getByText('Greeter 1.0.0 runs again').waitFor();
  expect((await studio.api('/api/plugins/greeter')).version).toBe('1.0.0');

  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByText('Off', { exact: true }).waitFor();
  const quiet = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Birch' } });
  expect(quiet.description).toBeNull();

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Uninstall' }).click();
  await dialog(page)
    .getByRole('radio', { name: /^Park them/ })
    .check();
  await dialog(page).getByRole('button', { name: 'Uninstall' }).click();
  await dialog(page).getByText('Nothing of it is left.').waitFor();
  expect(await seriousOn(page, ['light'])).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Install Greeter' }).waitFor();
  await page.context().close();
});

test('a package that is dropped is looked at; one that is none is refused with the reason', async () => {
  const page = await studio.open('/studio/plugins');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const drop = async (name: string, content: Buffer) => {
    const transfer = await page.evaluateHandle(
      ({ file, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], file, { type: 'application/gzip' }));
        return data;
      },
      { file: name, bytes: [...content] },
    );
    await page.getByRole('heading', { level: 1 }).dispatchEvent('drop', { dataTransfer: transfer });
  };
  await drop('nonsense.tgz', Buffer.from('this is no archive'));
  await dialog(page).getByRole('alert').waitFor();
  expect(await dialog(page).getByRole('button', { name: 'Grant and install' }).isDisabled()).toBe(true);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await drop('greeter.tgz', await writeArchive(pluginFiles(first)));
  await dialog(page).getByRole('heading', { name: 'Install Greeter 1.0.0?' }).waitFor();
  await page.context().close();
});

test('for whoever looks after plugins and nothing else, in Chinese and on a phone', async () => {
  const role = {
    ...{ $schema: 'kiln:role', $id: 'keeper', title: 'Keeper', system: ['plugins'] },
    entities: { account: { read: true } },
  };
  const changes = [{ kind: 'role', name: 'keeper', document: role }];
  await studio.publish(changes);
  await joinStudio(studio, { name: 'Kim', email: 'kim@example.com', roles: ['keeper'] }, 'a long secret 1');
  const page = await studio.open('/studio/plugins', { signedIn: false, language: 'zh-CN', phone: true });
  await signInOn(page, 'kim@example.com', 'a long secret 1');
  await page.getByText('问候新客户。').waitFor();
  await page.getByRole('button', { name: '安装 问候插件' }).click();
  await dialog(page).getByText('可以访问 api.example.com，并向其发送所知的数据。').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await page.context().close();
});
