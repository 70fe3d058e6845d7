import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { toBrowserModel } from '../../core/model/browserModel.ts';
import { browserRules } from '../../core/model/browserRules.ts';
import { compile } from '../../core/model/compile.ts';
import { entity as define, salesDefinitions } from '../../core/model/fixtures.ts';
import { validatorSource } from '../../core/model/validatorSource.ts';
import { createValidators } from '../../core/model/validators.ts';
import { readValidators } from '../src/api/validators.ts';
import { checkValues } from '../src/forms/checkValues.ts';
import { findEntity } from '../src/store/model.ts';

const model = compile([
  ...salesDefinitions(),
  define('place', {
    where: { 'x-type': 'address' },
    spot: { 'x-type': 'geoPoint' },
    page: { type: 'string', 'x-type': 'url' },
    call: { type: 'string', 'x-type': 'phone' },
    mail: { type: 'string', format: 'email', pattern: 'example' },
    at: { type: 'string', 'x-type': 'dateTime' },
    lasts: { type: 'string', 'x-type': 'duration' },
    picture: { 'x-type': 'image' },
    words: { type: 'array', items: { type: 'string' }, maxItems: 1 },
    secret: { type: 'string', 'x-type': 'encrypted' },
  }),
]);
const browser = toBrowserModel(model, 'en');
const validators = createValidators(model);

async function inBoth(name: string, values: JsonObject): Promise<{ server: unknown[]; browser: unknown[] }> {
  const compiled = model.entities.get(name);
  const entity = findEntity(browser, name);
  if (!compiled || !entity) throw new Error(`no entity ${name}`);
  const source = `data:text/javascript,${encodeURIComponent(validatorSource(model, compiled))}`;
  const module: unknown = await import(/* @vite-ignore */ source);
  const ruled = { ...browserRules(browser, entity), rules: [] };
  const found = checkValues({
    model: browser,
    entity,
    mode: 'create',
    values,
    changes: values,
    validators: readValidators(module),
    ruled,
    transitions: new Map(),
    saved: {},
    actor: { id: '00000000-0000-7000-8000-000000000001', name: 'Admin', kind: 'user' },
  });
  return { server: validators.of(compiled).create(values).sort(byPlace), browser: found.sort(byPlace) };
}

function byPlace(a: { pointer: string; message: string }, b: { pointer: string; message: string }): number {
  return `${a.pointer} ${a.message}` < `${b.pointer} ${b.message}` ? -1 : 1;
}

test.each<[string, JsonObject]>([
  ['contact', {}],
  ['contact', { name: 'x'.repeat(51), email: 'no', stage: 'lost', born: '2026-02-30', score: 101, account: 'abc' }],
  ['contact', { name: 'A', friends: ['abc'], about: { entity: 'quote', id: 'abc' }, since: 'yesterday' }],
  [
    'quote',
    {
      items: [
        { product: 'Pen', quantity: 0 },
        { quantity: 1.5, price: 1.234 },
      ],
    },
  ],
  ['place', { where: { country: 'de', city: 'x'.repeat(201) }, spot: { lat: 91 }, page: 'javascript:1', call: '1' }],
  ['place', { mail: 'a@b.de', at: '2026-13-01', lasts: 'long', picture: { id: 'x' }, words: ['a', 'b'] }],
  ['place', { secret: '••••••••' }],
])('browser and server find the same wrong with a %s of %j', async (name, values) => {
  const { server, browser: found } = await inBoth(name, values);
  expect(server.length).toBeGreaterThan(0);
  expect(found).toEqual(server);
});

test('one fault is told of what has a wrong form', async () => {
  const { browser: found } = await inBoth('place', { call: '1', picture: { id: 'x' } });
  expect(found).toMatchObject([
    { pointer: '/call', code: 'format', params: { form: 'phone' } },
    { pointer: '/picture/id', code: 'format', params: { form: 'uuid' } },
  ]);
});
