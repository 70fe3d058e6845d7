import { describe, expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import { compile } from './compile.ts';
import { entity, salesDefinitions } from './fixtures.ts';
import type { Entity, Field, Model } from './types.ts';

const model = compile(salesDefinitions());

function entityOf(name: string, of: Model = model): Entity {
  const found = of.entities.get(name);
  if (!found) throw new Error(`no entity ${name}`);
  return found;
}

function fieldOf(name: string, field: string): Field {
  const found = entityOf(name).fields.get(field);
  if (!found) throw new Error(`no field ${field}`);
  return found;
}

describe('compile', () => {
  test('keeps own fields in document order and appends the system fields', () => {
    const names = [...entityOf('quoteLine').fields.keys()];
    expect(names).toEqual([
      ...['product', 'quantity', 'price', 'amount', 'quote'],
      ...['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'deletedAt'],
    ]);
    expect(entityOf('contact').fields.get('ownerId')).toMatchObject({ system: true, computed: false });
    expect(fieldOf('contact', 'version')).toMatchObject({ system: true, computed: true, required: true });
  });

  test('puts fields that x-order names first, in its order', () => {
    const text = { type: 'string' };
    const ordered = compile([entity('one', { a: text, b: text, c: text }, { 'x-order': ['c', 'a'] })]);
    expect([...entityOf('one', ordered).fields.keys()].slice(0, 4)).toEqual(['c', 'a', 'b', 'id']);
  });

  test('names tables and columns in snake_case', () => {
    expect(entityOf('quoteLine').table).toBe('quote_line');
    expect(fieldOf('account', 'contactCount').column).toBe('contact_count');
    expect(fieldOf('contact', 'createdAt').columns).toEqual([
      { name: 'created_at', type: 'timestamp(3) with time zone' },
    ]);
    expect(fieldOf('contact', 'version').columns).toEqual([{ name: 'version', type: 'integer' }]);
  });

  test('resolves relations of every kind', () => {
    expect(fieldOf('contact', 'account').relation).toEqual({
      kind: 'one',
      targets: ['account'],
      onDelete: 'setNull',
      inverse: 'contacts',
    });
    expect(fieldOf('contact', 'friends').relation).toMatchObject({ kind: 'many', joinTable: 'contact__friends' });
    expect(fieldOf('contact', 'about').relation).toMatchObject({ kind: 'polymorphic', targets: ['account', 'quote'] });
    expect(fieldOf('quote', 'account').relation?.onDelete).toBe('restrict');
    expect(fieldOf('quoteLine', 'quote').relation?.onDelete).toBe('cascade');
    expect(entityOf('account').inverses.get('contacts')).toEqual({
      name: 'contacts',
      entity: 'contact',
      field: 'account',
      many: false,
    });
    expect(entityOf('contact').inverses.get('friendOf')?.many).toBe(true);
    expect([...entityOf('quote').inverses.keys()]).toEqual(['notes']);
    expect(entityOf('account').referencedBy).toEqual([
      { entity: 'contact', field: 'account' },
      { entity: 'contact', field: 'about' },
      { entity: 'quote', field: 'account' },
    ]);
    expect(entityOf('quoteLine').parent).toEqual({ entity: 'quote', field: 'quote' });
  });

  test('stores formulas over own columns only, and orders the others', () => {
    expect(fieldOf('contact', 'label').formula).toMatchObject({ stored: true, uses: ['name', 'email'] });
    expect(fieldOf('contact', 'label').columns).toHaveLength(1);
    expect(fieldOf('contact', 'shout').formula).toMatchObject({ stored: false, uses: ['label'] });
    expect(fieldOf('contact', 'shout').columns).toEqual([]);
    expect(entityOf('contact').formulas.map((field) => field.name)).toEqual(['shout', 'place']);
  });

  test('reads rollups, rules, unique groups and search', () => {
    expect(fieldOf('account', 'won').rollup).toMatchObject({
      entity: 'quote',
      field: 'account',
      measure: 'sum',
      of: 'total',
    });
    expect(fieldOf('account', 'won').rollup?.where?.source).toBe("stage == 'won'");
    expect(fieldOf('account', 'contactCount').rollup).toEqual({
      entity: 'contact',
      field: 'account',
      measure: 'count',
    });
    expect(entityOf('contact').unique).toEqual([
      { fields: ['email'], ignoreCase: true },
      { fields: ['name', 'account'], ignoreCase: false },
    ]);
    expect(entityOf('contact').search.short.map((field) => field.name)).toEqual(['name', 'email']);
    expect(entityOf('contact').rules[0]?.uses).toEqual(['email', 'stage']);
  });

  test('is frozen all the way down', () => {
    expect(Object.isFrozen(model)).toBe(true);
    expect(Object.isFrozen(entityOf('contact').rules[0])).toBe(true);
    expect(Object.isFrozen(fieldOf('contact', 'name').schema)).toBe(true);
    expect(Object.isFrozen(model.forms.get('contact')?.tabs[0])).toBe(true);
  });

  test('leaves its input alone', () => {
    const definitions = salesDefinitions();
    compile(definitions);
    expect(Object.isFrozen(definitions[0]?.document)).toBe(false);
  });

  test('has a version that depends on content only', () => {
    const reversed = salesDefinitions().reverse();
    const moved = reversed.map((one) => ({ ...one, file: 'elsewhere.json' }));
    expect(compile(moved).version).toBe(model.version);
    expect(model.version).toMatch(/^[0-9a-f]{32}$/);
    const more = compile([...salesDefinitions(), entity('extra', { name: { type: 'string' } })]);
    expect(more.version).not.toBe(model.version);
  });

  test('refuses bad definitions with every problem', () => {
    const bad = [entity('one', { id: { type: 'string' }, other: { 'x-relation': { to: 'two' } } })];
    let thrown: unknown;
    try {
      compile(bad);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(KilnError);
    expect(thrown).toMatchObject({
      code: 'KILN_BAD_DEFINITION',
      errors: [{ pointer: 'entity/one#/properties/id' }, { pointer: 'entity/one#/properties/other/x-relation/to' }],
    });
  });

  test('compiles 200 entities of 50 fields within a second', () => {
    const definitions = Array.from({ length: 200 }, (_, index) => largeEntity(index));
    const start = performance.now();
    compile(definitions);
    // 0.55 s alone on one slow core; the limit leaves room for the other test files that run beside.
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

function largeEntity(index: number) {
  const samples = [
    { type: 'string', maxLength: 100 },
    { type: 'integer', default: 1 },
    { format: 'money' },
    { type: 'string', enum: ['a', 'b'], default: 'a' },
    { format: 'date' },
    { 'x-relation': { to: `e${(index + 1) % 200}` } },
    { type: 'boolean', default: false },
    { type: 'number', 'x-formula': 'f1 * 2.0' },
    { format: 'email' },
    { type: 'array', items: { type: 'string' } },
  ];
  const fields = Array.from({ length: 50 }, (_, field) => [`f${field}`, samples[field % samples.length] ?? {}]);
  return entity(`e${index}`, Object.fromEntries(fields));
}
