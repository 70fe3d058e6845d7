import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShop, type Shop } from './membership.testing.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

it('lets the counter enrol and redeem, and nobody there write points or tiers', async () => {
  const sales = await shop.as('salesperson');
  const member = await sales.enrol();
  expect(member).toMatchObject({ name: 'Customer 1', status: 'active', balance: 0 });
  expect(await sales.update('member', member.id, { note: 'Likes tea' })).toMatchObject({ status: 200 });
  expect(await sales.update('member', member.id, { tierUntil: '2099-01-01' })).toMatchObject({ status: 403 });
  const points = { member: member.id, kind: 'bonus', points: 5, reason: 'x' };
  expect((await sales.call('POST', '/api/records/pointEntry', points)).status).toBe(403);
  const record = { entity: 'member', id: member.id };
  expect((await sales.run('adjust', { record, points: 5, reason: 'Nice person' })).status).toBe(403);
  await shop.create('pointEntry', points);
  const reward = await shop.create('reward', { name: 'Sticker', cost: 5 });
  const { status, body } = await sales.run('redeem', { record, reward: reward.id });
  expect({ status, body }).toMatchObject({ status: 200 });
  expect(await sales.get('redemption', body.redemption)).toMatchObject({ points: 5, status: 'issued' });
  const used = await sales.run('useVoucher', { record: { entity: 'redemption', id: body.redemption } });
  expect(used).toMatchObject({ status: 200 });
});

it('lets a salesperson price the orders that they may change, and no other', async () => {
  const [sales, other] = await Promise.all([shop.as('salesperson'), shop.as('salesperson')]);
  await shop.create('promotion', { name: 'All', kind: 'percentage', percent: 10 });
  const order = await sales.create('order', { lines: [{ quantity: 1, unitPrice: 50 }] });
  const record = { entity: 'order', id: order.id };
  expect(await sales.run('priceOrder', { record })).toMatchObject({ status: 200, body: { total: 45 } });
  expect((await other.run('priceOrder', { record })).status).toBe(422);
});

it('lets managers adjust, and marketing make promotions but no points', async () => {
  const [manager, marketing] = await Promise.all([shop.as('salesManager'), shop.as('marketing')]);
  const member = await shop.enrol();
  const adjust = { record: { entity: 'member', id: member.id }, points: 5, reason: 'Nice person' };
  expect((await manager.run('adjust', adjust)).status).toBe(200);
  expect((await marketing.run('adjust', adjust)).status).toBe(403);
  expect(await marketing.create('promotion', { name: 'Spring', kind: 'percentage', percent: 5 })).toBeDefined();
  expect((await marketing.run('loadDemo', {})).status).toBe(403);
});

it('shows service agents no spend and no birthday', async () => {
  const agent = await shop.as('serviceAgent');
  const member = await shop.enrol({ birthday: '1990-03-14' });
  const seen = await agent.get('member', member.id);
  expect(seen).not.toHaveProperty('birthday');
  expect(seen).not.toHaveProperty('spend12');
  const { body } = await agent.run('summary', { record: { entity: 'member', id: member.id } });
  expect(body).toMatchObject({ balance: 0, card: { title: member.cardNumber } });
  expect(body).not.toHaveProperty('spend');
});
