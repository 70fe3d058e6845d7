import { expect, test } from 'vitest';
import { withSection } from './saveResults.ts';

test('each run replaces its own section and leaves the other', () => {
  const first = withSection('# Results\n', 'bench:ui', 'ui one\n');
  expect(first).toBe('# Results\n\n## `npm run bench:ui`\n\nui one\n');
  const both = withSection(first, 'bench', 'one\n\n| a |\n');
  expect(both).toBe('# Results\n\n## `npm run bench`\n\none\n\n| a |\n\n## `npm run bench:ui`\n\nui one\n');
  expect(withSection(withSection(both, 'bench:ui', 'ui two'), 'bench', 'two')).toBe(
    '# Results\n\n## `npm run bench`\n\ntwo\n\n## `npm run bench:ui`\n\nui two\n',
  );
});
