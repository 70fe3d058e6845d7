import { expect, test } from 'vitest';
import { faultPlace } from './readJson.ts';

test.each([
  ['{"a": ', 1, 7],
  ['{\n  "a": oops\n}', 2, 8],
  ['{"a": 1,}', 1, 9],
  ['[1 2]', 1, 4],
  ['{"a" 1}', 1, 6],
  ['{a: 1}', 1, 2],
  ['[1]]', 1, 4],
  ['"half', 1, 1],
  ['', 1, 1],
])('%j breaks off in line %d at column %d', (text, line, column) => {
  expect(faultPlace(text)).toEqual({ line, column });
  expect(() => JSON.parse(text)).toThrow();
});

test.each(['{"a": [1, -2.5e3, {"b": null}], "c": "\\u00e9\\n"}', '[]', '{}', ' true ', '"x"'])(
  '%s does not',
  (text) => {
    expect(faultPlace(text)).toBeUndefined();
  },
);
