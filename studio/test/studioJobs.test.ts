import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDraft } from './openDraft.ts';
import { openStudio, type Studio } from './openStudio.ts';

const text = { type: 'string' };
const deal = {
  $schema: 'kiln:entity',
  $id: 'deal',
  title: 'Deal',
  'x-plural': 'Deals',
  type: 'object',
  'x-display': 'name',
  properties: { name: { ...text, title: 'Name' }, size: { ...text, title: 'Size' } },
};

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  const changes = [{ kind: 'entity', name: 'deal', document: deal }];
  await studio.publish(changes);
  // Above the size from which work goes on beside everybody's.
  await studio.server.workspace.db.script(`
    insert into data.deal (id, created_at, updated_at, name, size)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now(), 'Deal ' || n, n::text
    from generate_series(1, 20100) n;
    analyze data.deal`);
}, 60_000);

afterAll(() => studio?.close());

test('a job that fails says why in the language of the page, and goes on when it is tried again', async () => {
  const { db } = studio.server.workspace;
  await db.script(`
    create function data.disk_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
    create trigger a_disk_full before update on data.deal for each row execute function data.disk_full()`);
  const properties = { ...deal.properties, size: { type: 'integer', title: 'Size' } };
  const edits = [{ kind: 'entity', name: 'deal', document: { ...deal, properties } }];
  const page = await openDraft(studio, '/studio/review', edits, { language: 'zh-CN' });
  const loss = page.getByRole('checkbox');
  await page.getByText('→ 整数', { exact: false }).first().waitFor();
  if (await loss.isVisible()) await loss.check();
  await page.getByRole('button', { name: /^应用/ }).click();
  await page.getByRole('alert').getByText('数据库空间不足。', { exact: false }).waitFor();

  await page.getByRole('link', { name: '任务' }).first().click();
  const job = page.getByRole('listitem').filter({ hasText: 'Deal' }).first();
  await job.getByText('失败').waitFor();
  await job.getByText('数据库空间不足。', { exact: false }).waitFor();

  await db.script('drop function data.disk_full() cascade');
  await job.getByRole('button', { name: /^重试/ }).click();
  await job.getByText('已完成').waitFor({ timeout: 60_000 });
  await expect
    .poll(async () => (await studio.api('/api/records/deal?limit=1&select=size&sort=size')).data)
    .toEqual([expect.objectContaining({ size: 1 })]);
});
