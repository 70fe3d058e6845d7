import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import { openDraft } from './openDraft.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';
import { visit } from './visit.ts';

let studio: Studio;
let contact: JsonObject;
let past: string;

beforeAll(async () => {
  studio = await openStudio();
  await studio.api('/api/records/contact', {
    method: 'POST',
    body: { name: { first: 'Ada', last: 'Lovelace' }, jobTitle: 'Countess', department: 'Sums' },
  });
  await apply({ fax: { type: 'string', title: 'Fax' } }, 'Fax');
  past = await apply({ fax: null }, 'No fax');
  contact = await contactWith({ department: null, jobTitle: { type: 'integer', title: 'Level' } });
}, 60_000);

afterAll(() => studio?.close());

async function contactWith(fields: JsonObject): Promise<JsonObject> {
  const { document } = await studio.api('/api/definitions/entity/contact');
  if (!isObject(document) || !isObject(document.properties)) throw new Error('No contact');
  const properties = Object.entries({ ...document.properties, ...fields }).filter(([, field]) => field !== null);
  return { ...document, properties: Object.fromEntries(properties) };
}

async function apply(fields: JsonObject, message: string): Promise<string> {
  const changes = [{ kind: 'entity', name: 'contact', document: await contactWith(fields) }];
  return String((await studio.publish(changes, message)).id);
}

const looks = [
  { language: 'en', phone: false },
  { language: 'zh-CN', phone: true },
] as const;

test.each(looks)('nothing serious in the Studio: $language phone $phone', { timeout: 120_000 }, async (look) => {
  const isChinese = look.language === 'zh-CN';
  const edits = [{ kind: 'entity', name: 'contact', document: contact }];
  const page = await openDraft(studio, '/studio/review', edits, look);
  const check = async (where: string) => {
    expect(await seriousOn(page), where).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), where).toBe(false);
  };
  await page.getByRole('button', { name: 'SQL' }).first().click();
  await page
    .getByRole('button', { name: isChinese ? '修改前后' : 'Before and after' })
    .first()
    .click();
  await check('review');

  for (const path of ['/studio/history', '/studio/jobs', `/studio/history/${past}`]) {
    await visit(page, path);
    await check(path);
  }
  await page.getByRole('button', { name: isChinese ? '撤回' : 'Take back' }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForLoadState('networkidle');
  await check('taking a change back');

  await page.keyboard.press('Escape');
  await visit(page, '/studio/parking');
  await page.getByRole('button', { name: isChinese ? '彻底删除Fax' : 'Delete Fax for good' }).click();
  await page.getByRole('dialog').waitFor();
  await check('deleting for good');
});
