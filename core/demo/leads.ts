import type { Account } from './accounts.ts';
import type { Contact } from './contacts.ts';
import { byAge, type Demo, date, dateTime, day, fill, type Language, type Made, make } from './demo.ts';
import type { Opportunity } from './opportunities.ts';
import { makeMobile, makePerson, words } from './people.ts';
import { makePlace, marketOf } from './places.ts';
import companies from './pools/companies.json' with { type: 'json' };
import pool from './pools/leads.json' with { type: 'json' };
import type { Product } from './products.ts';
import { nextWeekday, workingMoment } from './workingMoment.ts';

export interface Lead extends Made {
  readonly name: string;
  readonly company: string;
  readonly language: Language;
  readonly mobile: string;
  readonly email: string;
  readonly goal: string;
  readonly utcOffset: number;
}

const converted = 45;
const count = 150;

const sources = [
  'website',
  'website',
  'exhibition',
  'seminar',
  'advertising',
  'social',
  'referral',
  'coldCall',
  'partner',
];
const sizes: readonly (readonly [number, string])[] = [
  [10, '1-9'],
  [50, '10-49'],
  [250, '50-249'],
  [1_000, '250-999'],
];

/** 150 leads, the oldest first. The converted ones are people who became contacts and, some of them, customers. */
export function makeLeads(
  demo: Demo,
  contacts: readonly Contact[],
  opportunities: readonly Opportunity[],
  products: readonly Product[],
): Lead[] {
  const { random, start, now } = demo;
  const soon = opportunities.filter(({ contact, createdAt }) => createdAt - contact.createdAt < 60 * day);
  const dealOf = new Map(soon.map((opportunity) => [opportunity.contact, opportunity]));
  const ripe = contacts.filter(({ createdAt }) => createdAt > start + 40 * day);
  const withDeal = random.sample(
    ripe.filter((contact) => dealOf.has(contact)),
    Math.round(converted * 0.7),
  );
  const others = random.sample(
    ripe.filter((contact) => !dealOf.has(contact)),
    converted - withDeal.length,
  );
  const leads = [...withDeal, ...others].map((contact) => convertedLead(demo, contact, dealOf.get(contact), products));
  while (leads.length < count) {
    const isRecent = random.chance(0.45);
    leads.push(freshLead(demo, workingMoment(demo, isRecent ? now - 75 * day : start, now, 8), products));
  }
  return byAge(leads);
}

interface Person {
  readonly name: string;
  readonly company: string;
  readonly language: Language;
  readonly email: string;
  readonly mobile: string;
  readonly industry: string;
  readonly region: string;
  readonly country: string;
  readonly utcOffset: number;
  readonly employees: number;
}

function convertedLead(
  demo: Demo,
  contact: Contact,
  opportunity: Opportunity | undefined,
  products: readonly Product[],
): Lead {
  const { random } = demo;
  const { account, createdAt: convertedAt } = contact;
  const createdAt = Math.max(demo.start, convertedAt - random.int(2, 35) * day);
  return makeLead(demo, createdAt, personOf(contact, account), products, {
    status: 'converted',
    temperature: 'hot',
    score: random.int(65, 98),
    convertedAt: dateTime(convertedAt),
    convertedAccount: account.id,
    convertedContact: contact.id,
    convertedOpportunity: opportunity?.id,
  });
}

function personOf({ name, email, mobile, account }: Contact, { place }: Account): Person {
  const { language, industry, employees } = account;
  const { region, country, utcOffset } = place;
  return { name, company: account.name, language, email, mobile, industry, region, country, utcOffset, employees };
}

function freshLead(demo: Demo, createdAt: number, products: readonly Product[]): Lead {
  const { random, now } = demo;
  const language: Language = random.chance(0.6) ? 'zh' : 'en';
  const place = makePlace(demo, language);
  const person = makePerson(demo, language);
  const [brand = '', romanised = brand.toLowerCase()] = random.pick(words(companies[language])).split(':');
  const [industry, trades] = random.pick(Object.entries(companies.industries));
  const trade = random.pick(trades[language]);
  const legal = random.pick(marketOf(place.country).legal);
  const company = language === 'zh' ? `${place.city}${brand}${trade}${legal}` : `${brand} ${trade} ${legal}`;
  const age = (now - createdAt) / day;
  const who: Person = {
    ...{ name: person.name, company, language, industry, region: place.region, country: place.country },
    email: `${person.mailbox}@${romanised}-${place.country.toLowerCase()}.example`,
    mobile: makeMobile(demo, place.country),
    utcOffset: place.utcOffset,
    employees: random.logNormal(120, 1.2),
  };
  if (age > 60 || random.chance(0.1)) return makeLead(demo, createdAt, who, products, givenUp(demo, language));
  const status = age < 3 ? 'new' : random.pick(['new', 'contacted', 'contacted', 'nurturing', 'qualified']);
  const temperature = status === 'qualified' ? 'hot' : random.pick(['cold', 'warm', 'warm', 'hot']);
  const score = { cold: 20, warm: 45, hot: 72 }[temperature] ?? 45;
  return makeLead(demo, createdAt, who, products, {
    status,
    temperature,
    score: score + random.int(-12, 20),
    nextFollowUpOn: random.chance(0.8) ? date(nextWeekday(now + random.int(-4, 14) * day, place.utcOffset)) : undefined,
  });
}

function givenUp(demo: Demo, language: Language): Record<string, string | number> {
  const { random } = demo;
  // Not everything old has been tidied away.
  if (random.chance(0.15)) return { status: 'nurturing', temperature: 'cold', score: random.int(5, 30) };
  const [unqualifiedReason, description] = random.pick(Object.entries(pool.unqualified[language]));
  return { status: 'unqualified', temperature: 'cold', score: random.int(0, 25), unqualifiedReason, description };
}

function makeLead(
  demo: Demo,
  createdAt: number,
  person: Person,
  products: readonly Product[],
  state: Record<string, string | number | undefined>,
): Lead {
  const { random } = demo;
  const { name, company, language, email, mobile, industry, region, country, utcOffset, employees } = person;
  const market = marketOf(country);
  const product = random.pick(products.filter(({ category }) => category === 'device' || category === 'subscription'));
  const goal = random.pick(companies.goals[language]);
  const made = make(demo, createdAt, {
    name,
    company,
    email: random.chance(0.9) ? email : undefined,
    mobile: random.chance(0.8) ? mobile : undefined,
    source: random.pick(sources),
    industry,
    region,
    companySize: sizes.find(([limit]) => employees < limit)?.[1] ?? '1000+',
    needs: fill(random.pick(pool.needs[language]), {
      goal,
      product: product.label[language],
      count: random.int(2, 40) * 5,
    }),
    interests: random.sample(
      ['hardware', 'software', 'integration', 'maintenance', 'training', 'consulting'],
      random.int(1, 3),
    ),
    products: random.chance(0.6) ? [product.id] : undefined,
    budget: random.chance(0.4) ? Math.round(random.logNormal(200_000, 0.8) / market.rate / 1_000) * 1_000 : undefined,
    currency: market.currency,
    buyingTimeframe: random.pick(['now', 'month', 'quarter', 'quarter', 'halfYear', 'year', 'unknown']),
    ...state,
  });
  return { ...made, name, company, language, mobile, email, goal, utcOffset };
}
