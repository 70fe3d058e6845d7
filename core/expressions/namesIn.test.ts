import { expect, test } from 'vitest';
import { literalLike, namesIn } from './namesIn.ts';
import type { CelType, Scope } from './types.ts';

const text: CelType = { kind: 'string' };
const members =
  (types: Record<string, CelType>): Scope =>
  (name) =>
    Object.hasOwn(types, name) ? types[name] : undefined;
const person: CelType = {
  kind: 'object',
  name: 'person',
  fields: (name) =>
    members({
      id: text,
      mail: text,
      stage: text,
      tags: { kind: 'list', of: text },
      boss: person,
      friends: { kind: 'list', of: person },
    })(name),
};
const scope: Scope = (name) => (person.kind === 'object' ? person.fields(name) : undefined);

/** `of.name` or `of.name='value'` at the text that stands there. */
function found(source: string, result?: string): string[] {
  return namesIn(source, scope, result === undefined ? undefined : { name: result }).map(
    ({ field, value, start, end }) => {
      const name = `${field.of ?? ''}.${field.name}`;
      return `${name}${value === undefined ? '' : `='${value}'`} ${source.slice(start, end)}`;
    },
  );
}

test('fields are found where they stand, over relations and inside of macros', () => {
  expect(found('boss . boss.mail == mail // mail')).toEqual([
    '.boss boss',
    'person.boss boss',
    'person.mail mail',
    '.mail mail',
  ]);
  expect(found("(boss)['mail'] != null")).toEqual(['.boss boss', "person.mail 'mail'"]);
  expect(found('friends.exists(mail, mail.mail == boss.mail && has(mail.stage))')).toEqual([
    '.friends friends',
    'person.mail mail',
    '.boss boss',
    'person.mail mail',
    'person.stage stage',
  ]);
  expect(found('friends[0].mail.size() + math.least(1, 2)')).toEqual(['.friends friends', 'person.mail mail']);
});

test('texts are found beside the field that they are compared with', () => {
  expect(found("stage == 'a' || 'b' != boss.stage")).toEqual([
    '.stage stage',
    ".stage='a' 'a'",
    "person.stage='b' 'b'",
    '.boss boss',
    'person.stage stage',
  ]);
  expect(found("stage in ['a', \"b\"] && 'c' in tags")).toEqual([
    '.stage stage',
    ".stage='a' 'a'",
    '.stage=\'b\' "b"',
    ".tags='c' 'c'",
    '.tags tags',
  ]);
  expect(found("tags.exists(t, t == 'a' || mail == 'x')")).toEqual([
    '.tags tags',
    ".tags='a' 'a'",
    '.mail mail',
    ".mail='x' 'x'",
  ]);
  expect(found("coalesce(stage, 'a') == (mail == '' ? 'b' : 'c')")).toEqual([
    '.stage stage',
    ".stage='a' 'a'",
    '.mail mail',
    ".mail='' ''",
    ".stage='b' 'b'",
    ".stage='c' 'c'",
  ]);
  expect(found("mail == '' ? 'a' : coalesce(boss.stage, 'b')", 'stage')).toContain(".stage='a' 'a'");
  expect(found("stage.startsWith('a')")).toEqual(['.stage stage']);
});

test('of what is wrong in parts, the rest is found', () => {
  expect(found("nothing == stage && stage == 'a'")).toEqual(['.stage stage', '.stage stage', ".stage='a' 'a'"]);
  expect(found('stage ==')).toEqual([]);
  expect(found('x'.repeat(20_000))).toEqual([]);
  expect(found(`${'!'.repeat(9_000)}stage`)).toBeInstanceOf(Array);
});

test('a macro variable is told where it would hide a name', () => {
  expect(
    namesIn('tags.all(t, friends.all(f, f.mail == stage))', scope).map(({ field, hidden }) => [field.name, ...hidden]),
  ).toEqual([['tags'], ['friends', 't'], ['mail', 't', 'f'], ['stage', 't', 'f']]);
});

test('a literal keeps its quotes', () => {
  expect([literalLike("'a'", `it's "b"\n`), literalLike('"a"', `it's "b"`)]).toEqual([
    `'it\\'s "b"\\n'`,
    `"it's \\"b\\""`,
  ]);
});
