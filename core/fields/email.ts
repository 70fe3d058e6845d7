import { quoteLiteral } from '../lib/quoteIdent.ts';
import { readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, lengths, written } from './shared/keywords.ts';
import { checkTextLength, textLength } from './shared/textLength.ts';

/** The longest address that SMTP carries (RFC 5321). */
const longest = 254;
/** As the format "email" of ajv-formats, in the words of Postgres. */
const word = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const form = `^${word}(\\.${word})*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$`;

export const email = defineField({
  name: 'email',
  means: ['format email'],
  type: 'string',
  options: [...written, ...indexed, ...lengths],
  check: (schema) => checkTextLength(schema, longest),
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: (schema) => ({ type: 'string', format: 'email', ...textLength(schema, longest) }),
  sortable: true,
  filterable: true,
  groupable: true,
  search: 'short',
  casts: readsText('email', (text) => `case when btrim(${text}) ~* ${quoteLiteral(form)} then btrim(${text}) end`),
});
