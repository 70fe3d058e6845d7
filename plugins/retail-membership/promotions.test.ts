import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from './membership.testing.ts';

let shop: Shop;
let coffee: string;
let welcome: string;

beforeAll(async () => {
  shop = await openShop();
  coffee = (await shop.create('product', { name: 'Coffee', category: 'accessory', price: 30 })).id;
  await shop.create('promotion', { name: 'Members', kind: 'percentage', percent: 10, membersOnly: true, priority: 5 });
  await shop.create('promotion', { name: 'Summer', kind: 'percentage', percent: 50, validUntil: '2020-01-01' });
  welcome = (await shop.create('promotion', { name: 'Welcome', kind: 'amountOff', amount: 20, needsCoupon: true })).id;
});
afterAll(() => shop?.close());

const draft = (values: object = {}, quantity = 2): Promise<{ id: string }> =>
  shop.create('order', { lines: [{ product: coffee, name: 'Coffee', quantity, unitPrice: 30 }], ...values });
const price = (id: string, coupons?: string) =>
  shop.run('priceOrder', { record: { entity: 'order', id }, ...(coupons === undefined ? {} : { coupons }) });

describe('prices', () => {
  it('are explained line by line, and stand in the order', async () => {
    const member = await shop.enrol();
    const { id } = await draft({ contact: member.contact });
    expect(await price(id)).toMatchObject({
      status: 200,
      body: {
        lines: [
          { title: 'Before promotions', amount: 60 },
          { title: 'Members', why: 'Coffee', amount: -6 },
        ],
        ...{ total: 54, currency: 'CNY', refresh: true },
      },
    });
    const order = await shop.get('order', id, '*,lines(discountAmount,lineTotal)');
    expect(order).toMatchObject({ subtotal: 54, member: member.id, lines: [{ discountAmount: 6, lineTotal: 54 }] });
    expect(order.priceExplanation).toContain('Members (Coffee)');
    // A second time it starts anew, and an order that is paid keeps its price.
    expect((await price(id)).body.total).toBe(54);
    await shop.update('order', id, { status: 'paid' });
    expect((await price(id)).status).toBe(422);
  });

  it('name the lines as the order has them', async () => {
    const member = await shop.enrol();
    const names = ['Tea', 'Cake', 'Milk', 'Salt', 'Rice'];
    const { id } = await shop.create('order', {
      member: member.id,
      lines: names.map((name, index) => ({ name, quantity: 1, unitPrice: 10 + index })),
    });
    const { body } = await price(id);
    expect(body.lines.slice(1).map(({ why }: { why: string }) => why)).toEqual(names);
  });

  it('of somebody who is no member say what they miss', async () => {
    const { id } = await draft();
    expect((await price(id)).body).toMatchObject({
      lines: [{ amount: 60 }, { title: 'Members', why: 'It is for members.', amount: null }],
      total: 60,
    });
  });

  it('are checked without an order', async () => {
    const member = await shop.enrol();
    const checked = await shop.run('checkPrice', { product: coffee, quantity: 3, member: member.id });
    expect(checked).toMatchObject({ status: 200, body: { total: 81 } });
    expect((await shop.run('checkPrice', { product: member.id })).status).toBe(422);
    expect((await shop.run('checkPrice', { quantity: 3 })).status).toBe(422);
  });
});

describe('coupons', () => {
  it('count as often as they may, also for many orders at once', async () => {
    await shop.create('coupon', { code: 'Three', promotion: welcome, limit: 3 });
    const orders = await Promise.all(Array.from({ length: 8 }, () => draft()));
    const answers = await Promise.all(orders.map(({ id }) => price(id, ' three ')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.find(({ status }) => status !== 200)?.body.errors[0]).toMatchObject({ pointer: '/coupons' });
    expect(await shop.find('couponUse', `coupon.code == 'THREE' && status == 'held'`)).toHaveLength(3);
  });

  it('come free when the order is cancelled, and are held again when it comes back', async () => {
    const coupon = await shop.create('coupon', { code: 'ONCE', promotion: welcome, limit: 1 });
    const [first, second] = [await draft(), await draft()];
    expect((await price(first.id, 'ONCE')).body.total).toBe(40);
    expect((await price(second.id, 'ONCE')).status).toBe(422);
    await shop.update('order', first.id, { status: 'cancelled', cancelReason: 'duplicate' });
    const used = async (): Promise<number> => (await shop.get('coupon', coupon.id)).used ?? 0;
    await expect.poll(used, { timeout: 20_000 }).toBe(0);
    await shop.update('order', first.id, { status: 'draft' });
    await expect.poll(used, { timeout: 20_000 }).toBe(1);
    // Without the coupon in its price, the order holds it no more.
    expect((await price(first.id)).body.total).toBe(60);
    expect(await used()).toBe(0);
    expect((await price(second.id, 'ONCE')).body.total).toBe(40);
  });

  it.each([
    ['NOSUCH', 'There is no coupon'],
    ['OLD', 'has expired'],
    ['OFF', 'is not valid'],
    ['OTHERS', 'for another member'],
  ])('%s: %s', async (code, reason) => {
    const member = await shop.enrol();
    const more = { OLD: { validUntil: '2020-01-01' }, OFF: { active: false }, OTHERS: { member: member.id } }[code];
    if (more) await shop.create('coupon', { code, promotion: welcome, ...more });
    const { id } = await draft();
    expect((await price(id, code)).body).toMatchObject({
      errors: [{ pointer: '/coupons', message: expect.stringContaining(reason) }],
    });
  });

  it('of one member are issued at the counter', async () => {
    const member = await shop.enrol();
    const record = { entity: 'member', id: member.id };
    const { body } = await shop.run('issueCoupon', { record, promotion: welcome, days: 7 });
    const coupon = await shop.get('coupon', body.coupon);
    expect(coupon).toMatchObject({ member: member.id, limit: 1, active: true });
    const { id } = await draft({ member: member.id });
    expect((await price(id, coupon.code)).body.total).toBe(34);
  });
});
