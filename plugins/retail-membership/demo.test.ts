import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShop, type Shop } from './membership.testing.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

it('makes a programme out of the orders that are there', async () => {
  const today = new Date().toISOString().slice(0, 10);
  for (let index = 0; index < 6; index++) {
    const { id: contact } = await shop.create('contact', { name: `Buyer ${index}` });
    // More than a portion of them, so that the job goes on by itself.
    const order = {
      contact,
      status: 'completed',
      paidOn: today,
      lines: [{ quantity: 1, unitPrice: 4_000 * (index + 1) }],
    };
    for (let count = 0; count < 4; count++) await shop.create('order', order);
  }
  await shop.kiln.settled();
  const loaded = await shop.run('loadDemo', {});
  expect(loaded.status, JSON.stringify(loaded.body)).toBe(200);
  const redeemed = () => shop.find('redemption', "status == 'used'");
  await expect.poll(async () => (await redeemed()).length, { timeout: 60_000, interval: 250 }).toBeGreaterThan(0);
  // What it still does would come between reading a balance and its entries.
  await shop.kiln.settled();
  const members = await shop.find('member', 'true');
  expect(members).toHaveLength(6);
  for (const { id, balance } of members) {
    const entries = await shop.find('pointEntry', `member == '${id}'`);
    expect(entries.reduce((sum, { points }) => sum + points, 0)).toBe(balance);
    expect(entries.filter(({ kind }) => kind === 'earn')).toHaveLength(4);
  }
  expect(new Set(members.map(({ tier }) => tier)).size).toBe(2);
  expect((await shop.run('loadDemo', {})).status).toBe(422);
}, 90_000);

it('may be shown by the page and the action of the documentation', async () => {
  const page = readFileSync(new URL('../../docs/pages-and-actions.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/```json\n(\{\n.*?\n\})\n```/gs)].map(([, json = '']) => JSON.parse(json));
  expect(shown.map(({ $id }) => $id)).toEqual(['adjustPoints', 'membership']);
  const changes = shown.map((document) => {
    const [, kind] = document.$schema.split(':');
    const name = kind === 'page' ? 'shownMembership' : document.$id;
    return { kind, name, document: { ...document, $id: name } };
  });
  const { status, body } = await shop.call('POST', '/api/changesets', { changes, message: '' });
  expect(status, JSON.stringify(body)).toBe(201);
  const [member] = await shop.find('member', "status == 'active'");
  const record = { entity: 'member', id: member.id };
  const adjusted = await shop.run('adjust', { record, ...changes[0]?.document.call.with, points: 3, contact: null });
  expect(adjusted.status, JSON.stringify(adjusted.body)).toBe(200);
});
