import type { Account } from './accounts.ts';
import type { Contact } from './contacts.ts';
import { byAge, type Demo, date, day, fill, type Made, make } from './demo.ts';
import { type Line, makeLines, netTotal } from './lines.ts';
import companies from './pools/companies.json' with { type: 'json' };
import pool from './pools/opportunities.json' with { type: 'json' };
import type { Product } from './products.ts';
import { nextWeekday, workingMoment } from './workingMoment.ts';

type OpenStage = 'qualification' | 'needsAnalysis' | 'proposal' | 'negotiation';

export interface Opportunity extends Made {
  readonly name: string;
  readonly account: Account;
  readonly contact: Contact;
  readonly stage: OpenStage | 'won' | 'lost';
  /** When the decision fell or is expected. */
  readonly closesAt: number;
  readonly lines: readonly Line[];
  readonly goal: string;
}

const count = 300;

/** What those buy who have bought before. */
const repeatTypes = ['expansion', 'expansion', 'renewal', 'replacement'] as const;

/** 300 opportunities, the oldest first: a funnel of open ones, and the won and lost ones of 18 months. */
export function makeOpportunities(
  demo: Demo,
  contactsOf: ReadonlyMap<Account, readonly Contact[]>,
  products: readonly Product[],
): Opportunity[] {
  const { start, now, random } = demo;
  const accounts = [...contactsOf.keys()];
  const dealsOf = new Map<Account, Opportunity[]>();
  const beginnings = Array.from({ length: count }, () => workingMoment(demo, start + 20 * day, now - day, 8));
  return beginnings
    .sort((a, b) => a - b)
    .map((createdAt) => {
      const known = accounts.filter((account) => (contactsOf.get(account)?.[0]?.createdAt ?? now) < createdAt);
      // Who has bought before buys again more readily.
      const account = random.weighted(
        known,
        (one) => one.employees ** 0.3 * (1 + Math.min(3, dealsOf.get(one)?.length ?? 0) / 2),
      );
      const people = (contactsOf.get(account) ?? []).filter((contact) => contact.createdAt <= createdAt);
      const deals = dealsOf.get(account) ?? [];
      const hasBought =
        account.isOldCustomer || deals.some(({ stage, closesAt }) => stage === 'won' && closesAt < createdAt);
      const opportunity = makeOpportunity(demo, account, people, products, createdAt, hasBought);
      dealsOf.set(account, [...deals, opportunity]);
      return opportunity;
    });
}

function makeOpportunity(
  demo: Demo,
  account: Account,
  people: readonly Contact[],
  products: readonly Product[],
  createdAt: number,
  hasBought: boolean,
): Opportunity {
  const { random, now } = demo;
  const { language, market } = account;
  const worth = Math.min(6_000_000, Math.max(6_000, random.logNormal(150_000, 1.05)));
  // Large deals take longer.
  const length = Math.min(400, random.logNormal(72, 0.45) * (worth / 150_000) ** 0.18) * day;
  const decidedAt = nextWeekday(createdAt + length, account.place.utcOffset);
  const isLate = random.chance(0.2) && decidedAt > now - 60 * day;
  const { stage, closesAt } = progress(demo, createdAt, decidedAt, isLate, hasBought ? 0.5 : 0.36);
  const contact = random.pick(people);
  const lines = makeLines(demo, account, products, worth);
  const main = lines[0]?.product ?? random.pick(products);
  const goal = random.pick(companies.goals[language]);
  const values = {
    company: account.shortName,
    goal,
    product: main.label[language],
    site: random.pick(pool.sites[language]),
  };
  const type = hasBought ? random.pick(repeatTypes) : 'newBusiness';
  const name = fill(random.pick(pool.names[type][language]), values);
  const descriptions = type === 'newBusiness' ? pool.descriptions : pool.followUps;
  const lost = random.pick(pool.lost[language]);
  const isOpen = stage !== 'won' && stage !== 'lost';
  const hasNextStep = isOpen && random.chance(0.8);
  const made = make(demo, createdAt, {
    name,
    account: account.id,
    contact: contact.id,
    contacts: random.sample(people, random.int(1, 4)).map(({ id }) => id),
    stage,
    type,
    amount: netTotal(lines),
    currency: market.currency,
    exchangeRate: market.rate,
    probability: probability(demo, stage),
    forecast: stage === 'negotiation' ? 'commit' : stage === 'proposal' && random.chance(0.5) ? 'bestCase' : 'pipeline',
    closeDate: date(closesAt),
    source: contact.source,
    nextStep: hasNextStep && isOpen ? random.pick(pool.nextSteps[stage][language]) : undefined,
    nextStepOn: hasNextStep ? date(nextWeekday(now + random.int(-3, 18) * day, account.place.utcOffset)) : undefined,
    products: [...new Set(lines.map(({ product }) => product.id))],
    competitors: random.chance(0.35) ? random.sample(pool.competitors[language], random.int(1, 2)) : undefined,
    lostReason: stage === 'lost' ? lost.reason : undefined,
    lostComment: stage === 'lost' && random.chance(0.8) ? lost.comment : undefined,
    description: fill(random.pick(descriptions[language]), values),
  });
  return { ...made, name, account, contact, stage, closesAt, lines, goal };
}

function progress(
  { random, now }: Demo,
  createdAt: number,
  decidedAt: number,
  isLate: boolean,
  odds: number,
): { stage: Opportunity['stage']; closesAt: number } {
  if (decidedAt < now && !isLate) return { stage: random.chance(odds) ? 'won' : 'lost', closesAt: decidedAt };
  // Some are given up long before the day that was hoped for.
  if (random.chance(0.12) && now - createdAt > 20 * day) {
    return { stage: 'lost', closesAt: createdAt + (now - createdAt) * (0.5 + random.next() / 2) };
  }
  if (decidedAt < now) return { stage: random.pick(['proposal', 'proposal', 'negotiation']), closesAt: decidedAt };
  const done = ((now - createdAt) / (decidedAt - createdAt)) * (0.6 + random.next() * 0.5);
  const stage = done < 0.32 ? 'qualification' : done < 0.55 ? 'needsAnalysis' : done < 0.8 ? 'proposal' : 'negotiation';
  return { stage, closesAt: decidedAt };
}

function probability({ random }: Demo, stage: Opportunity['stage']): number {
  switch (stage) {
    case 'qualification':
      return random.pick([10, 10, 15, 20]);
    case 'needsAnalysis':
      return random.pick([25, 30, 35]);
    case 'proposal':
      return random.pick([40, 50, 60]);
    case 'negotiation':
      return random.pick([70, 75, 80, 90]);
    case 'won':
      return 100;
    case 'lost':
      return 0;
  }
}

/** How many of a record's opportunities were won and lost and are open, by the id that `key` gives. */
export function countDeals(
  opportunities: readonly Opportunity[],
  key: (opportunity: Opportunity) => string,
): Map<string, { won: number; lost: number; open: number }> {
  const deals = new Map<string, { won: number; lost: number; open: number }>();
  for (const opportunity of byAge(opportunities)) {
    const { won, lost, open } = deals.get(key(opportunity)) ?? { won: 0, lost: 0, open: 0 };
    const { stage } = opportunity;
    deals.set(key(opportunity), {
      won: won + Number(stage === 'won'),
      lost: lost + Number(stage === 'lost'),
      open: open + Number(stage !== 'won' && stage !== 'lost'),
    });
  }
  return deals;
}
