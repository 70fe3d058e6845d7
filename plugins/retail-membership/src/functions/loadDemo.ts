import { type AnyRecord, type Callable, type Ctx, type JsonObject, type RecordsOf, refuse } from 'kiln:sdk';
import { addDays, type Day } from '../lib/calendar.ts';
import { settingsOf, todayOf } from '../settings.ts';

const mostMembers = 60;

/**
 * A programme to try things out with: tiers, rewards, promotions and coupons in the language of who loads it, and members out
 * of the contacts that have bought something. What their orders have earned is counted afterwards, in jobs. Only where there
 * are no members yet.
 */
export const loadDemo: Callable = {
  title: 'Load demo data',
  roles: ['admin'],
  async handler(ctx) {
    const members = ctx.records('member');
    if ((await members.find({ limit: 1, select: 'id' })).data.length > 0) {
      refuse(ctx.t('There are members already: demo data would mix with them.'));
    }
    const today = todayOf(ctx);
    // What the programme has already stays as it is, also what an attempt before has made.
    const tiers = await someOf(ctx, 'memberTier', 'rank', demoTiers(ctx));
    const best = tiers.at(-1)?.id ?? null;
    await someOf(ctx, 'reward', 'cost', demoRewards(ctx, best));
    const promotions = await someOf(ctx, 'promotion', 'priority', demoPromotions(ctx, today, best));
    const welcome = promotions.find((promotion) => promotion.needsCoupon === true);
    if (welcome) {
      const coupon = { code: 'WELCOME', promotion: welcome.id, active: true, limit: 500, perMember: 1 };
      await someOf(ctx, 'coupon', 'code', [coupon]);
    }
    const count = await enrolBuyers(ctx, today);
    await ctx.schedule.at(ctx.now, 'countOrders', { afterwards: 'redeemDemo' });
    const message = ctx.t('{count} members are enrolled; their orders are being counted.', { count });
    return { message, refresh: true };
  },
};

/** The records of an entity, made where there are none. */
async function someOf(
  ctx: Ctx,
  entity: 'memberTier' | 'reward' | 'promotion' | 'coupon',
  sort: string,
  values: readonly JsonObject[],
): Promise<readonly AnyRecord[]> {
  const records: RecordsOf<string> = ctx.records(entity);
  const { data } = await records.find({ sort, limit: 200 });
  return data.length > 0 ? data : records.create(values);
}

function demoTiers(ctx: Ctx): JsonObject[] {
  const tier = (rank: number, name: string, minSpend: number | null, pointsFactor: number, birthdayPoints: number) => ({
    ...{ rank, name, minSpend, minPoints: null, pointsFactor, birthdayPoints },
  });
  return [
    tier(0, ctx.t('Classic'), null, 1, 50),
    tier(1, ctx.t('Silver'), 5_000, 1.2, 100),
    tier(2, ctx.t('Gold'), 50_000, 1.5, 300),
  ];
}

function demoRewards(ctx: Ctx, best: string | null): JsonObject[] {
  return [
    { name: ctx.t('Coffee voucher'), kind: 'voucher', cost: 300, active: true, voucherDays: 60 },
    { name: ctx.t('Tote bag'), kind: 'product', cost: 800, active: true, stock: 120, perMember: 2 },
    { name: ctx.t('Maintenance check'), kind: 'service', cost: 2_500, active: true, stock: 40 },
    {
      name: ctx.t('Weekend for two'),
      kind: 'voucher',
      cost: 60_000,
      active: true,
      stock: 3,
      perMember: 1,
      minTier: best,
    },
  ];
}

function demoPromotions(ctx: Ctx, today: Day, best: string | null): JsonObject[] {
  const all = { active: true, currency: settingsOf(ctx).currency, priority: 0, stacking: 'stackable' };
  return [
    { ...all, name: ctx.t('Members save 3 %'), kind: 'percentage', percent: 3, membersOnly: true, priority: 10 },
    {
      ...{ ...all, name: ctx.t('Three accessories for two'), kind: 'buyXGetY', buy: 2, get: 1, percent: 100 },
      ...{ categories: ['accessory'], validFrom: addDays(today, -20), validUntil: addDays(today, 40) },
      ...{ stacking: 'exclusive', priority: 20 },
    },
    {
      ...all,
      name: ctx.t('Welcome: 100 off from 1,000'),
      kind: 'amountOff',
      amount: 100,
      minAmount: 1_000,
      needsCoupon: true,
    },
    {
      ...{ ...all, name: ctx.t('Training at half price for the best tier'), kind: 'percentage', percent: 50 },
      ...{
        categories: ['training'],
        tiers: best === null ? [] : [best],
        stacking: 'alone',
        priority: 30,
      },
    },
  ];
}

/** Contacts of the latest orders, each once. Some of them were invited by the one before, and have a birthday soon. */
async function enrolBuyers(ctx: Ctx, today: Day): Promise<number> {
  const orders = await ctx.records('order').find({
    where: "has(contact) && status in ['paid', 'shipped', 'completed']",
    ...{ select: 'contact,orderedOn,createdAt', sort: '-orderedOn', limit: 400 },
  });
  const contacts = [...new Set(orders.data.map(({ contact }) => contact))].slice(0, mostMembers);
  const joined = new Map<string | null, Day>();
  for (const { contact, createdAt } of orders.data) joined.set(contact, createdAt.slice(0, 10));
  const enrolled: string[] = [];
  for (const [index, contact] of contacts.entries()) {
    if (contact === null) continue;
    const year = 1965 + ((index * 7) % 35);
    const birthday = `${year}-${addDays(today, (index * 13) % 365).slice(5)}`.replace('-02-29', '-02-28');
    await giveBirthday(ctx, contact, birthday);
    const member = await ctx.records('member').create({
      ...{ contact, status: index % 17 === 12 ? 'paused' : 'active' },
      joinedOn: joined.get(contact) ?? today,
      // Every fifth was brought by the one before.
      ...(index % 5 === 4 ? { referrer: enrolled.at(-1) ?? null } : {}),
    });
    enrolled.push(member.id);
  }
  return enrolled.length;
}

/** The birthday is the contact's, whom the member follows; one that is known stays. */
async function giveBirthday(ctx: Ctx, contact: string, birthday: Day): Promise<void> {
  const contacts = ctx.own.records('contact');
  const known = await contacts.get(contact, { select: 'birthday' });
  if (known?.birthday === null) await contacts.update(contact, { birthday });
}
