import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { join, signInOn, words } from './people.ts';

const texts = words.en;
const password = 'quiet river stone 42';
let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  await join(studio, { name: 'Rita Reader', email: 'rita@example.com', roles: ['readOnly'] }, password);
}, 60_000);

afterAll(() => studio?.close());

test('who may only read is offered nothing else, and told so where an address was typed', async () => {
  const { id } = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Aurora Ceramics' } });
  const page = await studio.open('/', { signedIn: false });
  await signInOn(page, 'rita@example.com', password);
  await page
    .getByRole('link', { name: /^Accounts/ })
    .first()
    .waitFor();
  await page.getByText('Aurora Ceramics').first().waitFor();
  expect(await page.getByRole('link', { name: /^New / }).count()).toBe(0);

  for (const path of [
    '/account/new',
    `/account/${id}/edit`,
    '/settings',
    '/settings/users',
    '/settings/roles',
    '/settings/audit',
    '/settings/tokens',
    '/studio',
  ]) {
    await page.goto(studio.server.url + path);
    await page.getByText(texts.error.forbiddenText).waitFor();
    expect(await page.getByRole('button', { name: texts.action.retry }).count(), path).toBe(0);
  }
});

test('people are invited, not created, even by an administrator', async () => {
  const page = await studio.open('/user');
  await page.getByText('Rita Reader').first().waitFor();
  expect(await page.getByRole('link', { name: texts.action.new, exact: true }).count()).toBe(0);
  await page.goto(`${studio.server.url}/user/new`);
  await page.getByText(texts.error.forbiddenText).waitFor();
});
