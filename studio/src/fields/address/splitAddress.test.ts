import { areaList } from '@vant/area-data';
import { expect, test } from 'vitest';
import { toTree } from './regions.ts';
import { splitAddress } from './splitAddress.ts';

const regions = toTree(areaList);

test.each([
  ['浙江省杭州市西湖区文三路 90 号', { region: '浙江省', city: '杭州市', district: '西湖区', street: '文三路90号' }],
  ['上海市浦东新区世纪大道100号', { region: '上海市', city: '上海市', district: '浦东新区', street: '世纪大道100号' }],
  ['广东深圳南山区科技园', { region: '广东省', city: '深圳市', district: '南山区', street: '科技园' }],
  [
    '深圳市南山区科技园 518000',
    { region: '广东省', city: '深圳市', district: '南山区', street: '科技园', postalCode: '518000' },
  ],
  ['中国北京市朝阳区建国路88号', { region: '北京市', city: '北京市', district: '朝阳区', street: '建国路88号' }],
])('%s', (text, parts) => {
  expect(splitAddress(text, regions)).toEqual(parts);
});

test('an address from elsewhere is none', () => {
  expect(splitAddress('Hauptstr. 5, 10115 Berlin', regions)).toBeUndefined();
});

test('every province has cities, every city of the mainland has districts', () => {
  expect(regions).toHaveLength(34);
  for (const { name, parts } of regions) expect(parts.length, name).toBeGreaterThan(0);
});
