import { fits, freeTexts, objectOf, reshapes } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { written } from './shared/keywords.ts';
import { objectSchema } from './shared/objectSchema.ts';
import { objectType } from './shared/objectType.ts';

const part = { type: 'string', maxLength: 100 };

/** The name of a person in its parts; the reader's language decides their order. */
export const personName = defineField({
  name: 'personName',
  means: ['format personName'],
  type: 'object',
  options: [...written],
  celType: () =>
    objectType('personName', {
      prefix: { kind: 'string' },
      first: { kind: 'string' },
      middle: { kind: 'string' },
      last: { kind: 'string' },
      suffix: { kind: 'string' },
    }),
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: () => objectSchema({ prefix: part, first: part, middle: part, last: part, suffix: part }),
  sortable: false,
  filterable: true,
  groupable: false,
  search: 'short',
  // 李明 is found as it is written in Chinese, Li Ming and Ming Li in either order.
  searchText: (column) => {
    const [first, middle, last] = ['first', 'middle', 'last'].map(
      (member) => `coalesce(${column} ->> '${member}', '')`,
    );
    return `${last} || ${first} || ' ' || ${first} || ' ' || ${middle} || ' ' || ${last} || ' ' || ${first}`;
  },
  casts: {
    ...reshapes(freeTexts, nameSql),
    ...fits(['json'], (column) => objectOf(column, ['prefix', 'first', 'middle', 'last', 'suffix'])),
  },
});

/** In names of several words the last is the family name; Chinese names have one word and are kept whole. */
function nameSql(text: string): string {
  const name = `btrim(${text})`;
  return (
    `case when ${name} ~ '\\s' then jsonb_build_object('first', regexp_replace(${name}, '\\s+\\S+$', ''), ` +
    `'last', substring(${name} from '\\S+$')) when ${name} <> '' then jsonb_build_object('last', ${name}) end`
  );
}
