import type { JsonObject } from '../lib/json.ts';
import type { Account } from './accounts.ts';
import { type Demo, date, day } from './demo.ts';
import type { Opportunity } from './opportunities.ts';

/** The accounts with type, lifecycle and rating, as they follow from what was sold to them. */
export function rateAccounts(
  demo: Demo,
  accounts: readonly Account[],
  opportunities: readonly Opportunity[],
): JsonObject[] {
  const dealsOf = Map.groupBy(opportunities, ({ account }) => account);
  return accounts.map((account) => ({ ...account.record, ...status(demo, account, dealsOf.get(account) ?? []) }));
}

function status({ random, now }: Demo, { isOldCustomer }: Account, deals: readonly Opportunity[]): JsonObject {
  const won = deals.filter(({ stage }) => stage === 'won');
  const open = deals.filter(({ stage }) => stage !== 'won' && stage !== 'lost');
  const lastWon = Math.max(0, ...won.map(({ closesAt }) => closesAt));
  const worth = won.reduce((sum, { record, account }) => sum + Number(record.amount) * account.market.rate, 0);
  const review = random.chance(0.6) ? { nextReviewOn: date(now + random.int(-6, 60) * day) } : {};
  if (won.length === 0 && isOldCustomer)
    return { type: 'customer', lifecycle: 'active', rating: random.int(2, 4), ...review };
  if (won.length === 0) {
    const isPartner = deals.length === 0 && random.chance(0.2);
    const type = isPartner ? random.pick(['partner', 'supplier', 'competitor', 'other']) : 'prospect';
    return { type, lifecycle: 'potential', rating: random.int(1, 4), ...(open.length > 0 ? review : {}) };
  }
  if (open.length === 0 && now - lastWon > 150 * day && random.chance(0.5)) {
    const churnReason = random.pick(['price', 'competitor', 'service', 'product', 'noNeed', 'unknown']);
    return random.chance(0.5)
      ? { type: 'customer', lifecycle: 'lost', churnReason, rating: random.int(1, 3) }
      : { type: 'customer', lifecycle: 'dormant', rating: random.int(2, 3), ...review };
  }
  const isKey = worth > 800_000 || won.length > 2;
  return {
    type: isKey ? 'keyAccount' : 'customer',
    lifecycle: won.length > 1 ? 'loyal' : 'active',
    rating: isKey ? random.int(4, 5) : random.int(3, 4),
    ...review,
  };
}
