import { expect, test } from 'vitest';
import { continueList, type Edited, editMarkdown, type MarkdownAction } from './editMarkdown.ts';

/** `[` and `]` around what is selected. */
function parse(shown: string): Edited {
  const start = shown.indexOf('‹');
  const end = shown.indexOf('›') - 1;
  return { text: shown.replace(/[‹›]/g, ''), start, end };
}

function print({ text, start, end }: Edited): string {
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

test.each<[MarkdownAction, string, string]>([
  ['bold', 'a ‹word› b', 'a **‹word›** b'],
  ['bold', 'a **‹word›** b', 'a ‹word› b'],
  ['italic', '‹›', '_‹›_'],
  ['heading', 'one\ntw‹›o', 'one\n## two‹›'],
  ['heading', '## two‹›', 'two‹›'],
  ['bullets', '‹one\ntwo›', '‹- one\n- two›'],
  ['numbers', '‹- one\n- two›', '‹1. one\n2. two›'],
  ['numbers', '‹1. one\n2. two›', '‹one\ntwo›'],
  ['tasks', 'call‹›', '- [ ] call‹›'],
  ['link', 'see ‹here›', 'see [here](‹https://›)'],
  ['link', '‹https://a.example›', '[‹›](https://a.example)'],
])('%s on %s', (action, from, to) => {
  expect(print(editMarkdown(parse(from), action))).toBe(to);
});

test.each([
  ['- one‹›', '- one\n- ‹›'],
  ['9. nine‹›', '9. nine\n10. ‹›'],
  ['- [x] done‹›', '- [x] done\n- [ ] ‹›'],
  ['- one\n- ‹›', '- one\n‹›'],
])('Enter after %s', (from, to) => {
  const next = continueList(parse(from));
  expect(next && print(next)).toBe(to);
});

test('Enter elsewhere is only Enter', () => {
  expect(continueList(parse('plain‹›'))).toBeUndefined();
});
