import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPointer } from '../../definitions/pointer.ts';
import type { JsonObject } from '../../lib/json.ts';
import { compile } from '../compile.ts';
import { salesDefinitions } from '../fixtures.ts';
import { kinds } from '../kinds.ts';
import { editDocument } from './editDocument.ts';
import { nameOf } from './nameOf.ts';
import { contentAt } from './placeKey.ts';

const model = compile(salesDefinitions());

/** `pointer: names` of a document, of the places that name something. */
function namesOf(kind: string, name: string): string[] {
  const document = model.definitions.find((each) => each.kind === kind && each.name === name)?.document ?? {};
  const references = kinds.find((each) => each.name === kind)?.references(document) ?? [];
  return references.flatMap((reference) => {
    const text = contentAt(document, reference);
    const names = typeof text === 'string' ? reference.reads(text, model.entities) : [];
    const meant = names.map(
      ({ target }) => ('entity' in target && target.what !== 'entity' ? `${target.entity}.` : '') + nameOf(target),
    );
    return meant.length === 0 ? [] : [`${toPointer(reference.path)}: ${meant.join(' ')}`];
  });
}

test('an entity names its fields, other entities, and what its expressions use', () => {
  expect(namesOf('entity', 'contact')).toEqual([
    '/required/0: contact.name',
    '/x-search/0: contact.name',
    '/x-search/1: contact.email',
    '/x-unique/0/0: contact.name',
    '/x-unique/0/1: contact.account',
    '/x-rules/0/when: contact.stage contact.active',
    '/x-rules/0/require/0: contact.email',
    '/x-rules/1/when: contact.stage contact.lead',
    '/x-rules/1/forbid/0: contact.score',
    '/x-rules/2/when: contact.stage contact.active',
    '/x-rules/2/range/score: contact.score',
    '/x-rules/3/check: contact.born contact.since',
    '/x-rules/4/check: contact.shout contact.Nobody!',
    '/properties/stage/default: contact.lead',
    '/properties/account/x-relation/to: account',
    '/properties/friends/x-relation/to: contact',
    '/properties/about/x-relation/to/0: account',
    '/properties/about/x-relation/to/1: quote',
    '/properties/label/x-formula: contact.name contact.email contact.email',
    '/properties/shout/x-formula: contact.label',
    '/properties/place/x-formula: contact.account account.name',
  ]);
  expect(namesOf('entity', 'account')).toEqual([
    '/required/0: account.name',
    '/x-search/0: account.name',
    '/properties/contactCount/x-rollup/from: contact contact.account',
    '/properties/won/x-rollup/from: quote quote.account',
    '/properties/won/x-rollup/value: quote.total',
    '/properties/won/x-rollup/where: quote.stage quote.won',
  ]);
  expect(namesOf('entity', 'quoteLine')).toEqual([
    '/required/0: quoteLine.product',
    '/required/1: quoteLine.quote',
    '/x-parent/entity: quote',
    '/x-parent/field: quoteLine.quote',
    '/properties/amount/x-formula: quoteLine.quantity quoteLine.price',
    '/properties/quote/x-relation/to: quote',
  ]);
  expect(namesOf('entity', 'quote')).toContain('/properties/items/x-children/entity: quoteLine');
  expect(namesOf('entity', 'quote')).toContain('/properties/items/x-children/field: quoteLine.quote');
});

test('forms, views and locales name what they show', () => {
  expect(namesOf('form', 'contact')).toEqual([
    '/entity: contact',
    '/tabs/0/sections/0/fields/0: contact.name',
    '/tabs/0/sections/0/fields/1/field: contact.email',
  ]);
  expect(namesOf('view', 'activeContacts')).toEqual([
    '/entity: contact',
    '/columns/0: contact.name',
    '/columns/1/field: contact.account account.industry',
    '/where: contact.stage contact.active contact.account account.industry account.retail',
    '/sort: contact.createdAt contact.account account.name',
  ]);
  expect(namesOf('locale', 'zh-CN')).toEqual([
    '/entities/contact: contact',
    '/entities/contact/fields/name: contact.name',
    '/entities/contact/fields/stage: contact.stage',
    '/entities/contact/fields/stage/options/lead: contact.lead',
    '/forms/contact: contact',
    '/views/activeContacts: activeContacts',
  ]);
});

test('a role names entities, fields, and what its conditions use', () => {
  const references = kinds
    .find(({ name }) => name === 'role')
    ?.references({
      entities: {
        contact: {
          read: "email != ''",
          update: 'own',
          create: true,
          delete: false,
          fields: { email: { mask: 'email' } },
        },
      },
    });
  expect(references?.map(({ path, code, whenGone }) => [toPointer(path), code, whenGone.do])).toEqual([
    ['/entities/contact', 'rightRemoved', 'set'],
    ['/entities/contact/create', 'rightRemoved', 'set'],
    ['/entities/contact/read', 'rightRemoved', 'set'],
    ['/entities/contact/update', 'rightRemoved', 'set'],
    ['/entities/contact/fields/email', 'fieldRightRemoved', 'set'],
    ['/entities/contact/fields/email/mask', 'fieldRightRemoved', 'set'],
  ]);
});

test('any JSON has references or none, and is pruned, and nothing throws', () => {
  const key = fc.constantFrom(
    'entities',
    'properties',
    'x-rules',
    'x-relation',
    'x-options',
    'fields',
    'tabs',
    'columns',
    'to',
    'forms',
    '__proto__',
  );
  const text = fc.constantFrom('contact', 'name', 'account.name', "stage == 'lead'", '-', ',,', 'sum(', 'a.b.c', '');
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, 1, true),
      text,
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(key, text), tie('json'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(key, text), json, { maxKeys: 6 }), (value) => {
      const document: JsonObject = JSON.parse(JSON.stringify(value));
      for (const kind of kinds) {
        for (const reference of kind.references(document)) {
          const content = contentAt(document, reference);
          if (typeof content === 'string') reference.reads(content, model.entities);
        }
        kind.prune?.(document);
        kind.writeOut?.(document, [{ name: 'contact', was: 'contact' }]);
      }
    }),
    { numRuns: 300 },
  );
});

test('a document is edited by the paths that it had', () => {
  const document = { a: [1, 2, { b: 3 }], c: { d: 1, e: 2, f: 3 } };
  const edited = editDocument(document, [
    { do: 'remove', path: ['a', 0] },
    { do: 'set', path: ['a', 2, 'b'], value: 4 },
    { do: 'rename', path: ['c', 'd'], name: 'e' },
    { do: 'rename', path: ['c', 'e'], name: 'd' },
    { do: 'rename', path: ['c', 'f'], name: 'a' },
  ]);
  expect(JSON.stringify(edited)).toBe('{"a":[2,{"b":4}],"c":{"e":1,"d":2,"a":3}}');
  expect(editDocument({ c: { d: 1, e: 2 } }, [{ do: 'rename', path: ['c', 'd'], name: 'e' }])).toEqual({ c: { e: 2 } });
  expect(editDocument(document, [{ do: 'remove', path: [] }])).toBeUndefined();
  expect(document.a).toHaveLength(3);
});
