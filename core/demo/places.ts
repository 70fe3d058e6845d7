import type { JsonObject } from '../lib/json.ts';
import { type Demo, type Language, round } from './demo.ts';
import pool from './pools/cities.json' with { type: 'json' };

export interface Place {
  readonly city: string;
  readonly country: string;
  readonly region: string;
  /** Area code for telephone numbers. */
  readonly code: string;
  /** Hours that local time is ahead of UTC. */
  readonly utcOffset: number;
  readonly address: JsonObject;
  readonly location: JsonObject;
}

/** Facts of trade in one country. */
export interface Market {
  readonly currency: string;
  /** Value of one unit of the currency in CNY. */
  readonly rate: number;
  readonly taxRate: number;
  readonly legal: readonly string[];
}

const markets: Readonly<Record<string, Market>> = pool.countries;

export function marketOf(country: string): Market {
  const market = markets[country];
  if (!market) throw new RangeError(`There is no market ${country}.`);
  return market;
}

export function makePlace(demo: Demo, language: Language): Place {
  return language === 'zh' ? chinesePlace(demo) : foreignPlace(demo);
}

function chinesePlace({ random }: Demo): Place {
  const { city, province, region, code, zip, at } = random.weighted(pool.zh, (row) => row.weight);
  const building = random.chance(0.6) ? `${random.int(1, 28)}号楼${random.int(2, 32)}层` : '';
  const address = {
    country: 'CN',
    region: province,
    city: `${city}市`,
    district: random.pick(['高新区', '经开区', '新区', '滨江区', '开发区']),
    street: `${random.pick(pool.streets.zh)}${random.int(1, 999)}号`,
    ...(building === '' ? {} : { street2: building }),
    postalCode: `${zip}${String(random.int(0, 99)).padStart(2, '0')}0`,
  };
  return { city, country: 'CN', region, code, utcOffset: 8, address, location: near(random.next, at) };
}

function foreignPlace({ random }: Demo): Place {
  const { city, country, region, at, utc } = random.weighted(pool.en, (row) => row.weight);
  const streets = country === 'DE' ? pool.streets.DE : country === 'FR' ? pool.streets.FR : pool.streets.en;
  const name = random.pick(streets);
  const number = random.int(1, 240);
  const address = {
    country,
    city,
    street: country === 'DE' ? `${name} ${number}` : `${number} ${name}`,
    ...(random.chance(0.3) ? { street2: `Floor ${random.int(1, 20)}` } : {}),
  };
  return { city, country, region, code: '', utcOffset: utc, address, location: near(random.next, at) };
}

function near(next: () => number, [lat = 0, lng = 0]: readonly number[]): JsonObject {
  return { lat: round(lat + (next() - 0.5) * 0.2, 5), lng: round(lng + (next() - 0.5) * 0.2, 5) };
}
