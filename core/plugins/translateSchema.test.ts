import { expect, test } from 'vitest';
import { translateSchema } from './translateSchema.ts';

test('translates what people read, and nothing else', () => {
  const schema = {
    type: 'object',
    title: 'Settings',
    properties: {
      title: { type: 'string', title: 'Title', description: 'Of a mail', default: 'Settings' },
      unit: { type: 'string', enum: ['Title'], 'x-options': { Title: { title: 'Title' } } },
    },
    allOf: [{ title: 'Title' }],
  };
  expect(translateSchema(schema, (text) => `<${text}>`)).toEqual({
    type: 'object',
    title: '<Settings>',
    properties: {
      title: { type: 'string', title: '<Title>', description: '<Of a mail>', default: 'Settings' },
      unit: { type: 'string', enum: ['Title'], 'x-options': { Title: { title: '<Title>' } } },
    },
    allOf: [{ title: '<Title>' }],
  });
});
