import { expect, test } from 'vitest';
import { parseInvitees } from './parseInvitees.ts';

test.each<[string, [string, string][], string[]]>([
  ['li.na@example.com', [['Li Na', 'li.na@example.com']], []],
  ['Li Na <Li.Na@Example.com>', [['Li Na', 'li.na@example.com']], []],
  ['"Na, Li" <li@example.com>', [['Na, Li', 'li@example.com']], []],
  ['Li Na, li@example.com', [['Li Na', 'li@example.com']], []],
  [
    '李娜\tli@example.com\n王伟\twei@example.com',
    [
      ['李娜', 'li@example.com'],
      ['王伟', 'wei@example.com'],
    ],
    [],
  ],
  [
    'a@example.com; b@example.com，c@example.com',
    [
      ['A', 'a@example.com'],
      ['B', 'b@example.com'],
      ['C', 'c@example.com'],
    ],
    [],
  ],
  ['a@example.com\nA@EXAMPLE.com', [['A', 'a@example.com']], []],
  ['nobody\n\na@example.com', [['A', 'a@example.com']], ['nobody']],
  ['', [], []],
])('%j', (text, people, unread) => {
  const found = parseInvitees(text);
  expect(found.people.map(({ name, email }) => [name, email])).toEqual(people);
  expect(found.unread).toEqual(unread);
});
