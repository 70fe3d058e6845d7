import { byAge, type Demo, date, day, fill, type Language, type Made, make, round } from './demo.ts';
import { makePhone, words } from './people.ts';
import { type Market, makePlace, marketOf, type Place } from './places.ts';
import pool from './pools/companies.json' with { type: 'json' };
import { workingMoment } from './workingMoment.ts';

export interface Account extends Made {
  readonly language: Language;
  readonly name: string;
  readonly shortName: string;
  readonly domain: string;
  readonly place: Place;
  readonly market: Market;
  readonly industry: string;
  /** Fewer or more people make fewer or larger deals. */
  readonly employees: number;
  /** Bought before the records begin. */
  readonly isOldCustomer: boolean;
}

const industries: Readonly<Record<string, Readonly<Record<Language, readonly string[]>>>> = pool.industries;
/** Industries that have much to measure come up more often. */
const common = ['manufacturing', 'manufacturing', 'construction', 'logistics', 'energy', 'agriculture', 'healthcare'];

const sources = ['website', 'referral', 'exhibition', 'seminar', 'advertising', 'social', 'coldCall', 'partner'];
const sourceNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  website: { zh: '官网', en: 'our website' },
  referral: { zh: '老客户介绍', en: 'a customer' },
  exhibition: { zh: '展会', en: 'a trade fair' },
  seminar: { zh: '研讨会', en: 'a seminar' },
};

/** 200 accounts, the oldest first: a base at the start, then growth. A dozen are subsidiaries of older ones. */
export function makeAccounts(demo: Demo): Account[] {
  const { random, start, now } = demo;
  const names = [
    ...words(pool.zh).map((word) => ({ language: 'zh' as const, word })),
    ...words(pool.en).map((word) => ({ language: 'en' as const, word })),
  ];
  const chosen = random.sample(names, 186);
  const parents = chosen.map((name, index) => {
    const place = makePlace(demo, name.language);
    const from = index % 3 === 0 ? start : start + 15 * day;
    const to = index % 3 === 0 ? start + 15 * day : now - 3 * day;
    return makeAccount(demo, name.language, name.word, place, workingMoment(demo, from, to, place.utcOffset));
  });
  const groups = random.sample(
    parents.filter((account) => account.employees > 150 && account.createdAt < now - 60 * day),
    200 - parents.length,
  );
  const subsidiaries = groups.map((parent) => {
    const place = makePlace(demo, parent.language);
    const createdAt = workingMoment(demo, parent.createdAt + day, now - day, place.utcOffset);
    return makeAccount(demo, parent.language, parent.shortName, place, createdAt, parent);
  });
  return byAge([...parents, ...subsidiaries]);
}

function makeAccount(
  demo: Demo,
  language: Language,
  word: string,
  place: Place,
  createdAt: number,
  parent?: Account,
): Account {
  const { random } = demo;
  const industry = parent?.industry ?? random.pick([...Object.keys(industries), ...common]);
  const trade = random.pick(industries[industry]?.[language] ?? ['']);
  const market = marketOf(place.country);
  const [spelled = word, romanised = word.toLowerCase()] = word.split(':');
  const brand = parent?.shortName ?? spelled;
  const name = companyName(demo, language, brand, trade, place, market);
  const shortName = parent ? `${brand}${language === 'zh' ? place.city : ` ${place.city}`}` : brand;
  const domain = parent ? `${place.country.toLowerCase()}-${parent.domain}` : `${romanised}.example`;
  const employees = Math.round(Math.min(60_000, random.logNormal(220, 1.3)) + 6);
  const source = random.pick(sources);
  const founded = random.int(1965, 2021);
  const about = fill(random.pick(pool.about[language]), {
    city: place.city,
    trade,
    employees,
    start: founded,
    goal: random.pick(pool.goals[language]),
    source: sourceNames[source]?.[language] ?? (language === 'zh' ? '市场活动' : 'marketing'),
  });
  const made = make(demo, createdAt, {
    name,
    shortName,
    parent: parent?.id,
    industry,
    region: place.region,
    phone: makePhone(demo, place.country, place.code),
    email: `${random.pick(['info', 'contact', 'office'])}@${domain}`,
    website: `https://www.${domain}`,
    billingAddress: place.address,
    shippingAddress: random.chance(0.5) ? place.address : undefined,
    location: place.location,
    employees,
    annualRevenue: Math.round((employees * random.logNormal(650_000, 0.5)) / 10_000) * 10_000,
    foundedOn: date(Date.UTC(founded, random.int(0, 11), random.int(1, 28))),
    currency: market.currency,
    paymentTerms: random.pick(['prepaid', 'net30', 'net30', 'net60', 'instalments', 'onDelivery']),
    creditLimit: random.chance(0.5) ? round((random.int(5, 80) * 10_000) / market.rate / 1_000, 0) * 1_000 : undefined,
    source,
    tags: random.chance(0.5) ? random.sample(pool.tags[language], random.int(1, 2)) : undefined,
    description: about,
  });
  const isOldCustomer = createdAt < demo.start + 16 * day && random.chance(0.5);
  return { ...made, language, name, shortName, domain, place, market, industry, employees, isOldCustomer };
}

function companyName(
  { random }: Demo,
  language: Language,
  brand: string,
  trade: string,
  place: Place,
  market: Market,
): string {
  if (language === 'en') return `${brand} ${trade} ${random.pick(market.legal)}`;
  const legal = random.weighted(['有限公司', '股份有限公司', '集团有限公司'], (kind) => (kind === '有限公司' ? 8 : 1));
  return `${place.city}${brand}${trade}${legal}`;
}
