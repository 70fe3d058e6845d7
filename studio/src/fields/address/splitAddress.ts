import type { Region } from './regions.ts';

export interface SplitAddress {
  readonly region?: string;
  readonly city?: string;
  readonly district?: string;
  /** What is left: street, number, building. */
  readonly street?: string;
  readonly postalCode?: string;
}

/** Endings that people leave out: 浙江 for 浙江省, 内蒙古 for 内蒙古自治区. */
const endings = /(维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|自治州|地区|省|市|盟)$/;

/**
 * A Chinese address in one line, taken apart: 浙江省杭州市西湖区文三路 90 号 → province, city, district, and the rest. Undefined
 * when it begins with no province or city.
 */
export function splitAddress(text: string, regions: readonly Region[]): SplitAddress | undefined {
  const postalCode = /(?:^|\D)(\d{6})(?:\D|$)/.exec(text)?.[1];
  const typed = text
    .replace(postalCode ?? '', '')
    .replace(/邮编[:：]?/, '')
    .replace(/^中国|[\s,，]/g, '');
  for (const region of regions) {
    const afterRegion = without(typed, region.name);
    for (const city of region.parts) {
      // The municipalities are a city of the same name: 上海市浦东新区.
      const afterCity = without(afterRegion ?? typed, city.name);
      const rest = afterCity ?? (city.name === region.name ? afterRegion : undefined);
      if (rest === undefined) continue;
      const district = city.parts.find(({ name }) => rest.startsWith(name));
      const street = district ? rest.slice(district.name.length) : rest;
      return {
        region: region.name,
        city: city.name,
        ...(district ? { district: district.name } : {}),
        ...(street ? { street } : {}),
        ...(postalCode ? { postalCode } : {}),
      };
    }
  }
  return undefined;
}

function without(text: string, name: string): string | undefined {
  const short = name.replace(endings, '');
  if (text.startsWith(name)) return text.slice(name.length);
  return short.length > 1 && text.startsWith(short) ? text.slice(short.length) : undefined;
}
