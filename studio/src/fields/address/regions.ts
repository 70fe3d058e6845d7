export interface Region {
  readonly name: string;
  /** Cities of a province, districts of a city. */
  readonly parts: readonly Region[];
}

interface AreaList {
  readonly province_list: Readonly<Record<string, string>>;
  readonly city_list: Readonly<Record<string, string>>;
  readonly county_list: Readonly<Record<string, string>>;
}

/** Provinces, cities and districts of China (省市区), as a tree. About 33 KB over the wire, read when it is first needed. */
export async function loadRegions(): Promise<readonly Region[]> {
  const { areaList } = await import('@vant/area-data');
  return toTree(areaList);
}

/** The codes of a place begin with the code of what it lies in: 33 province, 3301 city, 330106 district. */
export function toTree({ province_list, city_list, county_list }: AreaList): readonly Region[] {
  const districts = Map.groupBy(Object.entries(county_list), ([code]) => code.slice(0, 4));
  const cities = Map.groupBy(Object.entries(city_list), ([code]) => code.slice(0, 2));
  return Object.entries(province_list).map(([province, name]) => ({
    name,
    parts: (cities.get(province.slice(0, 2)) ?? []).map(([city, cityName]) => ({
      name: cityName,
      parts: (districts.get(city.slice(0, 4)) ?? []).map(([, district]) => ({ name: district, parts: [] })),
    })),
  }));
}
