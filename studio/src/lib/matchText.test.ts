import { expect, test } from 'vitest';
import { matchText } from './matchText.ts';

test('the beginning counts more than a word, a word more than the middle, that more than scattered letters', () => {
  expect(matchText('opp', ['Opportunities'])).toBe(3);
  expect(matchText('opp', ['New opportunity'])).toBe(2);
  expect(matchText('port', ['Opportunities'])).toBe(1);
  expect(matchText('opts', ['Opportunities'])).toBe(0);
  expect(matchText('xyz', ['Opportunities'])).toBeUndefined();
});

test('any of the texts may fit, in either language', () => {
  expect(matchText('商机', ['新建商机', 'opportunity'])).toBe(1);
  expect(matchText('oppo', ['商机', 'opportunity'])).toBe(3);
  expect(matchText('', ['商机'])).toBe(3);
});
