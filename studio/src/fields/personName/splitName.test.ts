import { expect, test } from 'vitest';
import { splitName } from './splitName.ts';

test.each([
  ['王小明', { last: '王', first: '小明' }],
  ['欧阳娜娜', { last: '欧阳', first: '娜娜' }],
  ['Ada Lovelace', { first: 'Ada', last: 'Lovelace' }],
  ['Dr. Ada King Lovelace', { prefix: 'Dr.', first: 'Ada', middle: 'King', last: 'Lovelace' }],
  ['Lovelace, Ada', { first: 'Ada', last: 'Lovelace' }],
])('%s', (text, parts) => {
  expect(splitName(text)).toEqual(parts);
});

test.each(['Ada', 'a@example.com', '+49 30 1234', '上海市浦东新区世纪大道'])('%s is no name', (text) => {
  expect(splitName(text)).toBeUndefined();
});
