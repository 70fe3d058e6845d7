import { expect, test } from 'vitest';
import { markdownWords } from './markdownWords.ts';

test('leaves the words and takes the marks', () => {
  expect(markdownWords('# Visit\n\n- **Register** the car\n- see [the map](https://example.com)')).toBe(
    'Visit Register the car see the map',
  );
});
