import type { Account } from './accounts.ts';
import type { Contact } from './contacts.ts';
import { byAge, type Demo, date, day, type Language, type Made, make } from './demo.ts';
import { lineRecord, makeLines } from './lines.ts';
import type { Opportunity } from './opportunities.ts';
import pool from './pools/orders.json' with { type: 'json' };
import type { Product } from './products.ts';
import type { Quote } from './quotes.ts';
import { nextWeekday, workingMoment } from './workingMoment.ts';

const count = 260;

type Status = 'draft' | 'confirmed' | 'paid' | 'shipped' | 'completed' | 'cancelled' | 'refunded';

/** What became of an order, and when: milliseconds since 1970, undefined for what has not happened. */
interface Course {
  readonly status: Status;
  readonly deliverAt: number;
  readonly paidAt: number | undefined;
  readonly shippedAt: number | undefined;
  readonly completedAt: number | undefined;
}

/** 260 orders with their lines, the oldest first: one for each won deal, and what customers order again without one. */
export function makeOrders(
  demo: Demo,
  contactsOf: ReadonlyMap<Account, readonly Contact[]>,
  opportunities: readonly Opportunity[],
  quotes: readonly Quote[],
  products: readonly Product[],
): Made[] {
  const won = opportunities.filter(({ stage, closesAt }) => stage === 'won' && closesAt < demo.now);
  const deals = won.slice(0, count).map((opportunity) => ofDeal(demo, opportunity, quotes));
  const customers = [...contactsOf.keys()].filter(
    (account) => account.isOldCustomer || won.some((deal) => deal.account === account),
  );
  const again = Array.from({ length: count - deals.length }, () =>
    ofCustomer(demo, demo.random.pick(customers), contactsOf, won, products),
  );
  return byAge([...deals, ...again]);
}

function ofDeal(demo: Demo, opportunity: Opportunity, quotes: readonly Quote[]): Made {
  const { account, contact, lines, closesAt, id } = opportunity;
  const quote = quotes.find((one) => one.opportunity === opportunity && one.record.status === 'accepted');
  const orderedAt = Math.max(closesAt, quote?.createdAt ?? 0);
  const payment = String(quote?.record.paymentTerms ?? account.record.paymentTerms);
  const course = takeCourse(demo, account, orderedAt, demo.random.pick([14, 21, 30, 45]), payment === 'prepaid');
  return makeOrder(demo, account, orderedAt, course, {
    contact: contact.id,
    opportunity: id,
    quote: quote?.id,
    customerReference: demo.random.chance(0.6) ? `PO-${demo.random.int(10_000, 99_999)}` : undefined,
    channel: 'sales',
    paymentTerms: payment,
    paymentMethod: course.paidAt === undefined ? undefined : 'bankTransfer',
    lines: lines.map((line) => lineRecord(line, account.language)),
    shipping: quote?.record.shipping,
  });
}

/** Spare parts, further devices and services, ordered by somebody who knows what they need. */
function ofCustomer(
  demo: Demo,
  account: Account,
  contactsOf: ReadonlyMap<Account, readonly Contact[]>,
  won: readonly Opportunity[],
  products: readonly Product[],
): Made {
  const { random, now } = demo;
  const people = contactsOf.get(account) ?? [];
  const first = won.find((deal) => deal.account === account)?.closesAt ?? account.createdAt;
  const known = Math.max(first, Math.min(...people.map(({ createdAt }) => createdAt)));
  const orderedAt = workingMoment(demo, Math.min(known, now), now, account.place.utcOffset);
  const contact = random.pick(people.filter(({ createdAt }) => createdAt <= orderedAt));
  const channel = random.weighted(['online', 'phone', 'sales', 'partner', 'store'], (one) => share[one] ?? 1);
  const isPaidAtOnce = channel === 'online' || channel === 'store';
  const course = takeCourse(demo, account, orderedAt, random.int(2, 14), isPaidAtOnce);
  const worth = Math.min(120_000, Math.max(3_000, random.logNormal(14_000, 0.8)));
  return makeOrder(demo, account, orderedAt, course, {
    contact: contact.id,
    channel,
    paymentTerms: isPaidAtOnce ? 'prepaid' : random.pick(['net30', 'net30', 'onDelivery']),
    paymentMethod: course.paidAt === undefined ? undefined : paymentMethod(demo, account.language, isPaidAtOnce),
    lines: makeLines(demo, account, products, worth).map((line) => lineRecord(line, account.language)),
    shipping: random.chance(0.5) ? Math.round(random.int(1, 6) * (50 / account.market.rate)) : undefined,
  });
}

const share: Readonly<Record<string, number>> = { online: 5, phone: 2, sales: 3, partner: 1, store: 1 };

function paymentMethod({ random }: Demo, language: Language, isPaidAtOnce: boolean): string {
  if (!isPaidAtOnce) return 'bankTransfer';
  return random.pick(language === 'zh' ? ['alipay', 'wechatPay', 'card'] : ['card', 'card', 'bankTransfer']);
}

function makeOrder(
  demo: Demo,
  account: Account,
  orderedAt: number,
  course: Course,
  values: Parameters<typeof make>[2],
): Made {
  const { random } = demo;
  const { language, market, place } = account;
  const { status, deliverAt, paidAt, shippedAt, completedAt } = course;
  const isBroken = status === 'cancelled' || status === 'refunded';
  const isSent = shippedAt !== undefined;
  const carriers = pool.carriers[language];
  return make(demo, orderedAt, {
    account: account.id,
    ...values,
    status,
    orderedOn: date(orderedAt),
    deliverOn: date(Math.max(deliverAt, orderedAt)),
    paidOn: paidAt === undefined ? undefined : date(paidAt),
    shippedOn: isSent ? date(shippedAt) : undefined,
    completedOn: completedAt === undefined ? undefined : date(completedAt),
    currency: market.currency,
    exchangeRate: market.rate,
    carrier: isSent ? random.pick(carriers) : undefined,
    trackingNumber: isSent ? String(random.int(10_000_000, 99_999_999)) : undefined,
    billingAddress: place.address,
    shippingAddress: random.chance(0.6) ? place.address : undefined,
    cancelReason: isBroken ? random.pick(status === 'refunded' ? returned : called) : undefined,
    description: random.chance(0.2) ? random.pick(pool.notes[language]) : undefined,
  });
}

const returned = ['defective', 'wrongItem', 'changedMind'];
const called = ['changedMind', 'duplicate', 'outOfStock', 'delivery', 'price'];

function takeCourse(
  { random, now }: Demo,
  { place }: Account,
  orderedAt: number,
  days: number,
  isPaidAtOnce: boolean,
): Course {
  const deliverAt = nextWeekday(orderedAt + days * day, place.utcOffset);
  const past = (at: number): number | undefined => (at < now ? at : undefined);
  const none = { paidAt: undefined, shippedAt: undefined, completedAt: undefined };
  if (now - orderedAt > 6 * day && random.chance(0.04)) return { status: 'cancelled', deliverAt, ...none };
  if (now - orderedAt < 4 * day && random.chance(0.5)) return { status: 'draft', deliverAt, ...none };
  const shippedAt = past(nextWeekday(deliverAt + random.int(-4, 3) * day, place.utcOffset));
  const paidAt = past(isPaidAtOnce ? orderedAt : orderedAt + (days + random.int(5, 40)) * day);
  const completedAt = past(Math.max(shippedAt ?? now, paidAt ?? now) + random.int(2, 9) * day);
  if (completedAt !== undefined) {
    return { status: random.chance(0.03) ? 'refunded' : 'completed', deliverAt, paidAt, shippedAt, completedAt };
  }
  const status = shippedAt !== undefined ? 'shipped' : paidAt !== undefined ? 'paid' : 'confirmed';
  return { status, deliverAt, paidAt, shippedAt, completedAt };
}
