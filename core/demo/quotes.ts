import { byAge, type Demo, date, day, type Made, make } from './demo.ts';
import { type Line, lineRecord } from './lines.ts';
import type { Opportunity } from './opportunities.ts';
import pool from './pools/opportunities.json' with { type: 'json' };
import { workingMoment } from './workingMoment.ts';

export interface Quote extends Made {
  readonly opportunity: Opportunity;
  readonly issuedAt: number;
  readonly name: string;
}

const count = 120;

/**
 * 120 quotes with their lines, the oldest first. A won deal has an accepted one of the same worth; some needed a second
 * try.
 */
export function makeQuotes(demo: Demo, opportunities: readonly Opportunity[]): Quote[] {
  const { random } = demo;
  const odds = { qualification: 0, needsAnalysis: 0.05, proposal: 0.85, negotiation: 1, won: 0.75, lost: 0.3 };
  const wanted = opportunities.filter(({ stage }) => random.chance(odds[stage]));
  const chosen = random.sample(wanted, Math.min(wanted.length, Math.round(count * 0.85)));
  const quotes = chosen.map((opportunity) => makeQuote(demo, opportunity, false));
  // Each has at most one forerunner: the price that was too high.
  const revised = random.sample(chosen, count - quotes.length);
  quotes.push(...revised.map((opportunity) => makeQuote(demo, opportunity, true)));
  return byAge(quotes);
}

function makeQuote(demo: Demo, opportunity: Opportunity, isForerunner: boolean): Quote {
  const { random, now } = demo;
  const { account, contact, createdAt, closesAt, stage } = opportunity;
  const { language, market, place } = account;
  const end = Math.min(closesAt, now);
  const middle = createdAt + (end - createdAt) * 0.45;
  const from = isForerunner ? createdAt : middle;
  const issuedAt = workingMoment(
    demo,
    from,
    Math.max(from, Math.min(isForerunner ? middle : end, now)),
    place.utcOffset,
  );
  const validUntil = issuedAt + random.pick([30, 30, 45, 60]) * day;
  const status = isForerunner ? 'declined' : quoteStatus(demo, stage, validUntil);
  const version = language === 'zh' ? (isForerunner ? '（第一版）' : '') : isForerunner ? ' (first version)' : '';
  const name = `${opportunity.name}${version}`;
  const made = make(demo, issuedAt, {
    name,
    opportunity: opportunity.id,
    account: account.id,
    contact: contact.id,
    status,
    issuedOn: date(issuedAt),
    validUntil: date(validUntil),
    acceptedOn: status === 'accepted' ? date(Math.max(issuedAt, closesAt)) : undefined,
    currency: market.currency,
    exchangeRate: market.rate,
    lines: opportunity.lines.map((line) => lineRecord(isForerunner ? dearer(line) : line, language)),
    shipping: random.chance(0.4) ? Math.round(random.int(2, 30) * (100 / market.rate)) : undefined,
    paymentTerms: random.pick(['prepaid', 'net30', 'instalments', 'onDelivery']),
    deliveryTime: random.pick(['P14D', 'P21D', 'P30D', 'P45D']),
    billingAddress: place.address,
    shippingAddress: random.chance(0.6) ? place.address : undefined,
    terms: pool.terms[language],
    declineReason:
      status === 'declined' ? (isForerunner ? 'price' : random.pick(['price', 'terms', 'postponed'])) : undefined,
  });
  return { ...made, opportunity, issuedAt, name };
}

function quoteStatus({ random, now }: Demo, stage: Opportunity['stage'], validUntil: number): string {
  if (stage === 'won') return 'accepted';
  if (stage === 'lost') return validUntil < now && random.chance(0.4) ? 'expired' : 'declined';
  if (stage === 'needsAnalysis') return 'draft';
  return random.chance(0.85) ? 'sent' : 'draft';
}

const dearer = (line: Line): Line => ({
  ...line,
  discount: Math.max(0, line.discount - 5),
  unitPrice: Math.round(line.unitPrice * 1.04),
});
