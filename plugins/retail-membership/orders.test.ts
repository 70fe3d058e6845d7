import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from './membership.testing.ts';

let shop: Shop;
const tiers: Record<string, string> = {};

beforeAll(async () => {
  shop = await openShop();
  for (const [name, rank, minSpend, pointsFactor] of [
    ['classic', 0, null, 1],
    ['silver', 1, 1_000, 1.5],
    ['gold', 2, 10_000, 2],
  ] as const) {
    tiers[name] = (await shop.create('memberTier', { name, rank, minSpend, pointsFactor, birthdayPoints: 50 })).id;
  }
});
afterAll(() => shop?.close());

const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
const order = (values: object, amount = 200): Promise<{ id: string; number: string; version: number }> =>
  shop.create('order', { lines: [{ name: 'Lamp', quantity: 2, unitPrice: amount / 2, taxRate: 13 }], ...values });
const balanceOf = async (id: string): Promise<number> => (await shop.get('member', id)).balance ?? 0;
const eventually = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 20_000, interval: 100 });

describe('points for orders', () => {
  it('are earned once an order is paid, once, and taken back when it is refunded', async () => {
    const member = await shop.enrol();
    const { id, number } = await order({ contact: member.contact, status: 'confirmed' });
    await shop.update('order', id, { status: 'paid', paidOn: today() });
    await eventually(() => balanceOf(member.id)).toBe(200);
    const [earned] = await shop.find('pointEntry', `order == '${id}'`);
    expect(earned).toMatchObject({ kind: 'earn', spend: 200, rate: 1, reason: `Order ${number}` });
    expect(earned.expiresOn > today()).toBe(true);
    await shop.update('order', id, { status: 'shipped', shippedOn: today() });
    await shop.update('order', id, { status: 'completed' });
    await shop.update('order', id, { status: 'refunded', cancelReason: 'defective' });
    await eventually(() => balanceOf(member.id)).toBe(0);
    expect(await shop.find('pointEntry', `order == '${id}'`)).toMatchObject([
      { points: 200 },
      { points: -200, kind: 'reverse' },
    ]);
    expect((await shop.get('member', member.id)).spend12).toBe(0);
  });

  it('follow what is changed afterwards, and the other way when it is paid again', async () => {
    const member = await shop.enrol();
    const { id } = await order({ member: member.id, status: 'paid' });
    await eventually(() => balanceOf(member.id)).toBe(200);
    await shop.update('order', id, { lines: [{ quantity: 1, unitPrice: 50 }] });
    await eventually(() => balanceOf(member.id)).toBe(50);
    await shop.update('order', id, { status: 'cancelled', cancelReason: 'changedMind' });
    await eventually(() => balanceOf(member.id)).toBe(0);
    await shop.update('order', id, { status: 'paid' });
    await eventually(() => balanceOf(member.id)).toBe(50);
    // What the books refer to is cancelled, not deleted.
    expect((await shop.call('DELETE', `/api/records/order/${id}`)).status).toBe(409);
  });

  it('end up right however often an order is changed at once, and speak the language of the programme', async () => {
    await shop.kiln.configure({ config: { language: 'zh-CN' } });
    const member = await shop.enrol();
    const { id, number } = await order({ member: member.id, status: 'paid' });
    const changes = [
      { status: 'cancelled', cancelReason: 'other' },
      { lines: [{ quantity: 3, unitPrice: 70 }] },
      { status: 'paid' },
      { lines: [{ quantity: 1, unitPrice: 10 }] },
    ];
    await Promise.all([...changes, ...changes, ...changes].map((change) => shop.update('order', id, change)));
    await shop.update('order', id, { status: 'paid', lines: [{ quantity: 2, unitPrice: 40 }] });
    await shop.kiln.settled();
    await eventually(() => balanceOf(member.id)).toBe(80);
    const entries = await shop.find('pointEntry', `order == '${id}'`);
    expect(entries.reduce((sum, { points }) => sum + points, 0)).toBe(80);
    expect(entries[0].reason).toBe(`订单 ${number}`);
    await shop.kiln.configure({ config: {} });
  });

  it('that were spent before the refund are owed', async () => {
    const member = await shop.enrol();
    const { id } = await order({ member: member.id, status: 'paid' });
    await eventually(() => balanceOf(member.id)).toBe(200);
    const record = { entity: 'member', id: member.id };
    await shop.run('adjust', { record, points: -150, reason: 'Spent elsewhere' });
    await shop.update('order', id, { status: 'refunded', cancelReason: 'other' });
    await eventually(() => balanceOf(member.id)).toBe(-150);
    await shop.run('adjust', { record, points: 200, reason: 'Given' });
    const [given] = await shop.find('pointEntry', `member == '${member.id}' && points == 200 && kind == 'adjust'`);
    expect(given.remaining).toBe(50);
    expect((await shop.run('adjust', { record, points: -51, reason: 'Too much' })).status).toBe(422);
  });

  it('are nobody’s without a membership, and not given to a paused one', async () => {
    const contact = await shop.create('contact', { name: 'Passer-by' });
    const paused = await shop.enrol({ status: 'paused' });
    const none = await order({ contact: contact.id, status: 'paid' });
    const held = await order({ member: paused.id, status: 'paid' });
    const member = await shop.enrol();
    await order({ member: member.id, status: 'paid' });
    await eventually(() => balanceOf(member.id)).toBe(200);
    expect(await shop.find('pointEntry', `order == '${none.id}' || order == '${held.id}'`)).toEqual([]);
  });
});

describe('what happens while the plugin is switched off', () => {
  const turn = (how: 'enable' | 'disable') => shop.call('POST', `/api/plugins/retail-membership/${how}`, {});

  it('is counted once it is on again', async () => {
    const member = await shop.enrol();
    const refunded = await order({ member: member.id, status: 'paid' }, 300);
    await eventually(() => balanceOf(member.id)).toBe(300);
    await turn('disable');
    await order({ contact: member.contact, status: 'paid' });
    await shop.update('order', refunded.id, { status: 'refunded', cancelReason: 'other' });
    await shop.update('contact', member.contact, { name: 'Renamed meanwhile' });
    const late = await shop.create('contact', { name: 'Not a member yet' });
    await order({ contact: late.id, status: 'paid' });
    await turn('enable');
    const latecomer = await shop.create('member', { contact: late.id });
    await shop.kiln.runJob('catchUp');
    await eventually(() => balanceOf(member.id)).toBe(200);
    await shop.kiln.runJob('catchUp');
    await shop.kiln.settled();
    expect(await shop.get('member', member.id)).toMatchObject({ name: 'Renamed meanwhile', balance: 200 });
    expect(await balanceOf(latecomer.id)).toBe(0);
  });
});

describe('tiers', () => {
  it('rise at once with what was spent, and the next order earns more', async () => {
    const member = await shop.enrol();
    expect(member.tier).toBe(tiers.classic);
    await order({ member: member.id, status: 'paid' }, 1_200);
    await eventually(async () => (await shop.get('member', member.id)).tier).toBe(tiers.silver);
    await order({ member: member.id, status: 'paid' }, 100);
    await eventually(() => balanceOf(member.id)).toBe(1_350);
  });

  it('sink only after the last day of the period', async () => {
    const member = await shop.enrol();
    await shop.update('member', member.id, { tier: tiers.gold, tierSince: '2020-01-01', tierUntil: '2099-01-01' });
    await shop.kiln.runJob('reviewTiers');
    expect((await shop.get('member', member.id)).tier).toBe(tiers.gold);
    await shop.update('member', member.id, { tierUntil: '2021-01-01' });
    await shop.kiln.runJob('reviewTiers');
    const after = await shop.get('member', member.id);
    expect(after.tier).toBe(tiers.classic);
    expect(after.tierUntil > today()).toBe(true);
  });
});

describe('referrals', () => {
  it('are rewarded after the first purchase, once, and taken back with it', async () => {
    const referrer = await shop.enrol();
    const referred = await shop.enrol({ referrer: referrer.id });
    expect(await shop.find('referral', `referred == '${referred.id}'`)).toMatchObject([{ status: 'pending' }]);
    expect(await balanceOf(referrer.id)).toBe(0);
    const { id } = await order({ member: referred.id, status: 'paid' });
    await eventually(() => balanceOf(referrer.id)).toBe(200);
    await eventually(() => balanceOf(referred.id)).toBe(300);
    const second = await order({ member: referred.id, status: 'paid' }, 100);
    await eventually(() => balanceOf(referred.id)).toBe(400);
    expect(await balanceOf(referrer.id)).toBe(200);
    await shop.update('order', second.id, { status: 'refunded', cancelReason: 'other' });
    await shop.update('order', id, { status: 'refunded', cancelReason: 'other' });
    await eventually(() => balanceOf(referrer.id)).toBe(0);
    await eventually(() => balanceOf(referred.id)).toBe(0);
    const status = async () => (await shop.find('referral', `referred == '${referred.id}'`))[0]?.status;
    await eventually(status).toBe('reversed');
  });

  it('are refused of oneself, under another name, and in a circle', async () => {
    const ann = await shop.enrol({}, { email: 'ann@example.com', mobile: '+86 138 0013 8000' });
    const again = { email: 'other@example.com', mobile: '13800138000' };
    await expect(shop.enrol({ referrer: ann.id }, again)).rejects.toThrow('/referrer');
    await expect(shop.enrol({ referrer: ann.id }, { email: 'Ann+2@example.com' })).rejects.toThrow('/referrer');
    const bo = await shop.enrol({ referrer: ann.id });
    const cy = await shop.enrol({ referrer: bo.id });
    expect(await shop.update('member', ann.id, { referrer: cy.id })).toMatchObject({ status: 422 });
    expect(await shop.update('member', cy.id, { referrer: ann.id })).toMatchObject({ status: 422 });
    expect(await shop.update('member', ann.id, { referrer: ann.id })).toMatchObject({ status: 422 });
  });

  it('is too late after a purchase', async () => {
    const [referrer, member] = [await shop.enrol(), await shop.enrol()];
    await order({ member: member.id, status: 'paid' });
    await eventually(() => balanceOf(member.id)).toBe(200);
    expect(await shop.update('member', member.id, { referrer: referrer.id })).toMatchObject({ status: 422 });
  });
});

describe('settings', () => {
  it('say what earns, how much, and for how long', async () => {
    await shop.kiln.configure({ config: { pointsPerUnit: 2, earnOn: 'total', expiryMonths: 0 } });
    const member = await shop.enrol();
    const { id } = await order({ member: member.id, status: 'paid' });
    await eventually(() => balanceOf(member.id)).toBe(452);
    expect(await shop.find('pointEntry', `order == '${id}'`)).toMatchObject([{ rate: 2, spend: 226, expiresOn: null }]);
  });

  it('say what a referral takes, and how many a month are rewarded; what is over waits', async () => {
    await shop.kiln.configure({ config: { referralMinSpend: 500, referralsPerMonth: 1, referrerPoints: 70 } });
    const referrer = await shop.enrol();
    const [first, second] = [await shop.enrol({ referrer: referrer.id }), await shop.enrol({ referrer: referrer.id })];
    await order({ member: first.id, status: 'paid' }, 300);
    await eventually(() => balanceOf(first.id)).toBe(300);
    expect(await balanceOf(referrer.id)).toBe(0);
    await order({ member: first.id, status: 'paid' }, 500);
    await eventually(() => balanceOf(referrer.id)).toBe(70);
    await order({ member: second.id, status: 'paid' }, 500);
    await shop.kiln.settled();
    expect(await balanceOf(referrer.id)).toBe(70);
    // The month after, as far as the first one tells.
    const [rewarded] = await shop.find('referral', `referred == '${first.id}'`);
    await shop.update('referral', rewarded.id, { rewardedOn: '2020-01-31' });
    await shop.kiln.runJob('catchUp');
    await eventually(() => balanceOf(referrer.id)).toBe(140);
    await shop.kiln.configure({ config: {} });
  });
});

describe('members', () => {
  it('have the name and birthday of their contact, which has one membership', async () => {
    const member = await shop.enrol({}, { birthday: '1990-03-14' });
    expect(member).toMatchObject({ birthday: '1990-03-14', birthdayKey: '0314' });
    expect((await shop.call('POST', '/api/records/member', { contact: member.contact })).status).toBe(409);
    expect((await shop.get('contact', member.contact)).isMember).toBe(true);
    await shop.update('contact', member.contact, { name: 'New name', birthday: '1991-04-15' });
    await eventually(async () => (await shop.get('member', member.id)).name).toBe('New name');
    await eventually(async () => (await shop.get('member', member.id)).birthdayKey).toBe('0415');
  });

  it('are greeted once a year and called once when they stay away', async () => {
    const hour = Number(
      new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' }).format(
        new Date(),
      ),
    );
    await shop.kiln.configure({ config: { careHour: hour } });
    const born = await shop.enrol({ birthday: `1980-${today().slice(5)}`.replace('02-29', '02-28') });
    const silent = await shop.enrol();
    const lately = new Date(Date.now() - 92 * 86_400_000).toISOString().slice(0, 10);
    await shop.update('member', silent.id, { lastOrderOn: lately });
    await shop.kiln.runJob('careForMembers');
    await shop.kiln.runJob('careForMembers');
    const care = await shop.find(
      'memberCare',
      `member == '${born.id}' || member == '${silent.id}'`,
      'kind,activity(subject,type,about)',
    );
    expect(care).toMatchObject([
      { kind: 'birthday', activity: { type: 'task', about: { entity: 'contact', id: born.contact } } },
      { kind: 'dormant', activity: { type: 'call', about: { entity: 'contact', id: silent.contact } } },
    ]);
    expect(await balanceOf(born.id)).toBe(50);
  });
});
