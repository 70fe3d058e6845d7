import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { definition, entity } from './fixtures.ts';
import { missingTranslations } from './missingTranslations.ts';

const definitions = [
  entity(
    'contact',
    {
      name: { type: 'string', title: 'Name', description: 'Who it is.' },
      stage: { type: 'string', enum: ['lead'] },
      boss: { 'x-relation': { to: 'contact', inverse: 'staff' } },
      mentor: { 'x-relation': { to: 'contact', inverse: 'pupils' } },
    },
    { 'x-group': 'Sales', 'x-rules': [{ require: ['name'], message: 'Say who.' }] },
  ),
  definition({
    $schema: 'kiln:view',
    $id: 'all',
    title: 'All',
    entity: 'contact',
    type: 'list',
    columns: ['name'],
  }),
];

test('lists every text that a language lacks', () => {
  const locale = definition({
    $schema: 'kiln:locale',
    $id: 'de',
    entities: { contact: { title: 'Kontakt', fields: { name: { title: 'Name' }, staff: { title: 'Mitarbeiter' } } } },
    system: {
      id: 'ID',
      version: 'Version',
      createdAt: 'Am',
      createdBy: 'Von',
      updatedAt: 'Am',
      updatedBy: 'Von',
      deletedAt: 'Am',
    },
  });
  expect(missingTranslations(compile([...definitions, locale]), 'de')).toEqual([
    'groups/Sales',
    'system/ownerId',
    'entities/contact/pluralTitle',
    'entities/contact/fields/name/help',
    'entities/contact/fields/stage/title',
    'entities/contact/fields/stage/options/lead',
    'entities/contact/fields/boss/title',
    'entities/contact/fields/mentor/title',
    'entities/contact/fields/pupils/title',
    'entities/contact/rules/Say who.',
    'views/all/title',
  ]);
});

test('lists what the documents leave to a name', () => {
  expect(missingTranslations(compile(definitions), 'en')).toEqual([
    'entities/contact/pluralTitle',
    'entities/contact/fields/stage/title',
    'entities/contact/fields/stage/options/lead',
    'entities/contact/fields/boss/title',
    'entities/contact/fields/mentor/title',
  ]);
});

test('a language that nobody has started lacks everything', () => {
  expect(missingTranslations(compile(definitions), 'fr').length).toBeGreaterThan(10);
});
