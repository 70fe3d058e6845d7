import { expect, test } from 'vitest';
import { findPinyin } from './findPinyin.ts';

test('first letters, whole syllables and both together find a Chinese text', () => {
  expect(['kh', 'kehu', 'keh', 'khu'].map((typed) => findPinyin(typed, '客户'))).toEqual([0, 0, 0, 0]);
  expect(findPinyin('sj', '新建商机')).toBe(2);
  expect(findPinyin('yinhang', '中国银行')).toBe(2);
  expect(findPinyin('hz', '杭州凌云商贸有限公司')).toBe(0);
});

test('what is no pinyin, or not in one piece, finds nothing', () => {
  expect(findPinyin('ku', '客户')).toBeUndefined();
  expect(findPinyin('hgs', '杭州凌云商贸有限公司')).toBeUndefined();
  expect(findPinyin('客', '客户')).toBeUndefined();
  expect(findPinyin('acc', 'Accounts')).toBeUndefined();
});
