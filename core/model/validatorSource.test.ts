import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { salesDefinitions } from './fixtures.ts';
import { validatorSource } from './validatorSource.ts';

interface Compiled {
  (values: unknown): boolean;
  errors?: { instancePath: string; keyword: string }[];
}

async function load(name: string): Promise<{ source: string; create: Compiled; update: Compiled }> {
  const model = compile(salesDefinitions());
  const entity = model.entities.get(name);
  if (!entity) throw new Error(`no entity ${name}`);
  const source = validatorSource(model, entity);
  const module: { create: Compiled; update: Compiled } = await import(
    `data:text/javascript,${encodeURIComponent(source)}`
  );
  return { source, create: module.create, update: module.update };
}

function places(validate: Compiled, values: unknown): string[] {
  validate(values);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`);
}

describe('validatorSource', () => {
  test('stands alone and evaluates nothing', async () => {
    const { source } = await load('contact');
    expect(source).not.toMatch(/\bimport\b|\brequire\s*\(|new Function|\beval\b/);
  });

  test('checks formats, lengths, options and unknown fields', async () => {
    const { create } = await load('contact');
    expect(create({ name: 'Ann', born: '2026-02-28', friends: [] })).toBe(true);
    expect(create({ name: '😀'.repeat(50) })).toBe(true);
    const wrong = { name: 'x'.repeat(51), born: '2026-02-30', email: 'no', stage: 'x', version: 1 };
    expect(places(create, wrong).sort()).toEqual([
      ' additionalProperties',
      '/born format',
      '/email format',
      '/name maxLength',
      '/stage enum',
    ]);
  });

  test('demands required fields at create only', async () => {
    const { create, update } = await load('contact');
    expect(places(create, {})).toEqual([' required']);
    expect(update({})).toBe(true);
    expect(places(update, { id: '0190f1a0-0000-7000-8000-000000000001' })).toEqual(['/id false schema']);
  });

  test('checks line items and digits', async () => {
    const { create } = await load('quote');
    const items = [{ product: 'Pen', price: 1.25 }, { price: 1.234 }];
    const account = '0190f1a0-0000-7000-8000-000000000001';
    expect(places(create, { account, items }).sort()).toEqual(['/items/1 required', '/items/1/price x-digits']);
  });
});
