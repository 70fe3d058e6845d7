import { byAge, type Demo, date, day, type Language, type Made, make } from './demo.ts';
import rows from './pools/products.json' with { type: 'json' };
import texts from './pools/productTexts.json' with { type: 'json' };

export interface Product extends Made {
  readonly label: Readonly<Record<Language, string>>;
  readonly unit: Readonly<Record<Language, string>>;
  readonly category: string;
  /** CNY */
  readonly price: number;
}

const descriptions: Readonly<Record<string, string>> = texts;

const units: Readonly<Record<string, Record<Language, string>>> = {
  device: { zh: '台', en: 'pc' },
  accessory: { zh: '件', en: 'pc' },
  software: { zh: '套', en: 'licence' },
  subscription: { zh: '年', en: 'year' },
  service: { zh: '项', en: 'unit' },
  training: { zh: '天', en: 'day' },
};

const colors: Readonly<Record<string, string>> = {
  device: '#2f54eb',
  accessory: '#13c2c2',
  software: '#722ed1',
  subscription: '#eb2f96',
  service: '#52c41a',
  training: '#faad14',
};

/** All products, the oldest first. */
export function makeProducts(demo: Demo): Product[] {
  return byAge(rows.map((row) => makeProduct(demo, row)));
}

function makeProduct(demo: Demo, row: (typeof rows)[number]): Product {
  const { random, start } = demo;
  const { sku, en, zh, category, price, cost } = row;
  const isDevice = category === 'device';
  const isGoods = isDevice || category === 'accessory';
  const isSubscription = category === 'subscription';
  const unit = units[category] ?? { zh: '个', en: 'pc' };
  const label = { en, zh: isGoods ? `${zh} ${sku}` : zh };
  const made = make(demo, start - random.int(1, 20) * day, {
    name: `${en} ${zh}`,
    sku,
    category,
    active: true,
    billing: isSubscription ? 'yearly' : 'oneTime',
    unit: `${unit.zh} / ${unit.en}`,
    price,
    cost,
    currency: 'CNY',
    taxRate: isGoods || category === 'software' ? 13 : 6,
    stock: isGoods ? (random.chance(0.08) ? 0 : random.int(12, 900)) : undefined,
    warranty: isDevice ? 'P2Y' : isGoods ? 'P1Y' : undefined,
    color: colors[category],
    website: `https://shop.example.com/products/${sku.toLowerCase()}`,
    launchedOn: date(start - random.int(100, 1_600) * day),
    tags: isGoods ? ['IoT', category === 'device' ? '现场设备' : '配件'] : [category],
    description: descriptions[sku],
  });
  return { ...made, label, unit, category, price };
}
