import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from './membership.testing.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

const credit = (member: string, points: number, more: object = {}): Promise<{ id: string }> =>
  shop.create('pointEntry', { member, kind: 'bonus', points, reason: 'Bonus', ...more });

describe('the points ledger', () => {
  it('makes the balance by its sum, and cannot be changed by anybody', async () => {
    const member = await shop.enrol();
    const entry = await credit(member.id, 500);
    await credit(member.id, 200);
    expect((await shop.get('member', member.id)).balance).toBe(700);
    expect(await shop.update('pointEntry', entry.id, { points: 900 })).toMatchObject({ status: 422 });
    expect(await shop.update('pointEntry', entry.id, { reason: 'Other' })).toMatchObject({ status: 422 });
    expect((await shop.call('DELETE', `/api/records/pointEntry/${entry.id}`)).status).toBe(422);
    expect((await shop.call('DELETE', `/api/records/pointEntry/${entry.id}?purge=true`)).status).toBe(422);
    expect((await shop.get('member', member.id)).balance).toBe(700);
  });

  it('spends what expires first', async () => {
    const member = await shop.enrol();
    const late = await credit(member.id, 100, { expiresOn: '2099-12-31' });
    const early = await credit(member.id, 100, { expiresOn: '2099-01-31' });
    const reward = await shop.create('reward', { name: 'Cup', cost: 150 });
    expect(await shop.run('redeem', { record: { entity: 'member', id: member.id }, reward: reward.id })).toMatchObject({
      status: 200,
      body: { message: expect.stringMatching(/^Voucher /) },
    });
    expect((await shop.get('pointEntry', early.id)).remaining).toBe(0);
    expect((await shop.get('pointEntry', late.id)).remaining).toBe(50);
    expect((await shop.get('member', member.id)).balance).toBe(50);
  });

  it('lets 50 redemptions at once spend each point once, and the stock, too', async () => {
    const member = await shop.enrol();
    await credit(member.id, 1_050);
    const reward = await shop.create('reward', { name: 'Pen', cost: 100, stock: 40 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        shop.run('redeem', { record: { entity: 'member', id: member.id }, reward: reward.id }),
      ),
    );
    const statuses = Map.groupBy(answers, ({ status }) => status);
    expect([...statuses].map(([status, list]) => [status, list.length]).sort()).toEqual([
      [200, 10],
      [422, 40],
    ]);
    const entries = await shop.find('pointEntry', `member == '${member.id}'`);
    expect(entries.reduce((sum, { points }) => sum + points, 0)).toBe(50);
    expect((await shop.get('member', member.id)).balance).toBe(50);
    expect((await shop.get('reward', reward.id)).stock).toBe(30);
    expect(await shop.find('redemption', `member == '${member.id}'`)).toHaveLength(10);
  });

  it('hands out the last of a reward once, to many members at once', async () => {
    const members = await Promise.all(Array.from({ length: 6 }, () => shop.enrol()));
    await Promise.all(members.map(({ id }) => credit(id, 100)));
    const reward = await shop.create('reward', { name: 'Last one', cost: 100, stock: 1 });
    const answers = await Promise.all(
      members.map(({ id }) => shop.run('redeem', { record: { entity: 'member', id }, reward: reward.id })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)?.body.errors[0]).toMatchObject({ pointer: '/reward' });
    const spent = await shop.find('pointEntry', `kind == 'redeem' && redemption.reward == '${reward.id}'`);
    expect(spent).toHaveLength(1);
  });

  it('keeps a reward to its days, its tiers and so many for a member', async () => {
    const [plain, gold] = [
      await shop.create('memberTier', { name: 'Plain', rank: 0 }),
      await shop.create('memberTier', { name: 'Gold', rank: 1, minSpend: 1_000_000 }),
    ];
    const member = await shop.enrol();
    expect(member.tier).toBe(plain.id);
    await credit(member.id, 100);
    const redeem = async (values: object) => {
      const { id } = await shop.create('reward', { name: 'Mug', cost: 10, ...values });
      return () => shop.run('redeem', { record: { entity: 'member', id: member.id }, reward: id });
    };
    const refused = { status: 422, body: { errors: [{ pointer: '/reward' }] } };
    for (const rule of [
      { validUntil: '2020-01-01' },
      { validFrom: '2099-01-01' },
      { active: false },
      { minTier: gold.id },
      { stock: 0 },
    ]) {
      expect(await (await redeem(rule))(), JSON.stringify(rule)).toMatchObject(refused);
    }
    const once = await redeem({ perMember: 1, minTier: plain.id });
    expect(await once()).toMatchObject({ status: 200 });
    expect(await once()).toMatchObject(refused);
    expect((await shop.get('member', member.id)).balance).toBe(90);
  });

  it('gives points back into the lots that they came from', async () => {
    const member = await shop.enrol();
    const lot = await credit(member.id, 300, { expiresOn: '2099-01-31' });
    const reward = await shop.create('reward', { name: 'Bag', cost: 200, stock: 5 });
    const { body } = await shop.run('redeem', { record: { entity: 'member', id: member.id }, reward: reward.id });
    const cancelled = await shop.run('cancelRedemption', { record: { entity: 'redemption', id: body.redemption } });
    expect(cancelled.status).toBe(200);
    expect((await shop.get('pointEntry', lot.id)).remaining).toBe(300);
    expect((await shop.get('member', member.id)).balance).toBe(300);
    expect((await shop.get('reward', reward.id)).stock).toBe(5);
    const again = await shop.run('cancelRedemption', { record: { entity: 'redemption', id: body.redemption } });
    expect(again.status).toBe(422);
    expect((await shop.get('member', member.id)).balance).toBe(300);
  });

  it('takes a voucher once, whoever is quicker', async () => {
    const member = await shop.enrol();
    await credit(member.id, 100);
    const reward = await shop.create('reward', { name: 'Soap', cost: 100 });
    const { body } = await shop.run('redeem', { record: { entity: 'member', id: member.id }, reward: reward.id });
    const record = { entity: 'redemption', id: body.redemption };
    const answers = await Promise.all(
      ['useVoucher', 'cancelRedemption', 'useVoucher', 'cancelRedemption'].map((name) => shop.run(name, { record })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { status, usedOn } = await shop.get('redemption', body.redemption);
    expect(usedOn === null).toBe(status === 'cancelled');
    expect((await shop.get('member', member.id)).balance).toBe(status === 'cancelled' ? 100 : 0);
    expect(await shop.update('redemption', body.redemption, { points: 1 })).toMatchObject({ status: 422 });
    expect((await shop.call('DELETE', `/api/records/redemption/${body.redemption}`)).status).toBe(422);
  });

  it('expires what is left of a lot, once', async () => {
    const member = await shop.enrol();
    const yesterday = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    await credit(member.id, 80, { expiresOn: yesterday, occurredOn: '2020-01-01' });
    await credit(member.id, 20, { expiresOn: '2099-01-31' });
    const reward = await shop.create('reward', { name: 'Tea', cost: 50 });
    // What has expired is not spent any more, also before the night's job has taken it off.
    expect(
      (await shop.run('redeem', { record: { entity: 'member', id: member.id }, reward: reward.id })).body,
    ).toMatchObject({
      errors: [{ pointer: '/points', message: expect.stringContaining('20') }],
    });
    await shop.kiln.runJob('expirePoints');
    await shop.kiln.runJob('expirePoints');
    expect((await shop.get('member', member.id)).balance).toBe(20);
    expect(await shop.find('pointEntry', `member == '${member.id}' && kind == 'expire'`)).toMatchObject([
      { points: -80 },
    ]);
  });

  it('adjusts by an entry with a reason, never below what is there', async () => {
    const member = await shop.enrol();
    const record = { entity: 'member', id: member.id };
    expect((await shop.run('adjust', { record, points: 40, reason: 'Lost receipt' })).status).toBe(200);
    expect((await shop.run('adjust', { record, points: -41, reason: 'Mistake' })).body).toMatchObject({
      errors: [{ pointer: '/points' }],
    });
    expect((await shop.run('adjust', { record, points: -40, reason: 'Mistake' })).status).toBe(200);
    expect((await shop.get('member', member.id)).balance).toBe(0);
  });

  it('refuses entries that say the opposite of their kind', async () => {
    const member = await shop.enrol();
    for (const [kind, points] of [
      ['earn', -5],
      ['redeem', 5],
      ['adjust', 0],
    ]) {
      const refused = await shop.call('POST', '/api/records/pointEntry', {
        member: member.id,
        kind,
        points,
        reason: 'x',
      });
      expect(refused.status).toBe(422);
    }
  });
});
