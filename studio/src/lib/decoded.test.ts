import { expect, test } from 'vitest';
import { decoded } from './decoded.ts';

test('a part of an address is decoded, and stays where it cannot be', () => {
  expect(decoded('steps%2F0')).toBe('steps/0');
  expect(decoded('%E5%AE%A2%E6%88%B7 100%25')).toBe('客户 100%');
  expect(['%', '%zz', 'a%E5', '100%'].map(decoded)).toEqual(['%', '%zz', 'a%E5', '100%']);
});
