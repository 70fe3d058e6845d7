import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { salesDefinitions } from './fixtures.ts';
import { formats } from './formats.ts';
import { type EntitySchemas, toJsonSchema } from './toJsonSchema.ts';

const model = compile(salesDefinitions());

function schemasOf(name: string): EntitySchemas {
  const entity = model.entities.get(name);
  if (!entity) throw new Error(`no entity ${name}`);
  return toJsonSchema(model, entity);
}

describe('toJsonSchema', () => {
  test('uses standard keywords only', () => {
    for (const name of model.entities.keys()) {
      for (const schema of Object.values(schemasOf(name))) {
        const ajv = new Ajv2020({ strict: true, strictTypes: true, allowUnionTypes: true, formats });
        expect(() => ajv.compile(schema)).not.toThrow();
      }
    }
  });

  test('a read has every field, null where it may be empty', () => {
    const { read } = schemasOf('contact');
    expect(read.required).toEqual([...(model.entities.get('contact')?.fields.keys() ?? [])]);
    expect(read).toMatchObject({
      title: 'Contact',
      additionalProperties: false,
      properties: {
        name: { title: 'Name', type: 'string', maxLength: 50 },
        stage: { type: ['string', 'null'], enum: ['lead', 'active', null] },
        label: { readOnly: true },
        version: { type: 'integer', readOnly: true },
        about: { type: ['object', 'null'], properties: { entity: { enum: ['account', 'quote'] } } },
      },
    });
  });

  test('a create demands what has no default; an update demands nothing', () => {
    const { create, update } = schemasOf('contact');
    expect(create.required).toEqual(['name']);
    expect(create).toMatchObject({
      properties: { name: { type: 'string' }, email: { type: ['string', 'null'] }, id: { type: 'string' } },
    });
    expect(create).not.toHaveProperty('properties.version');
    expect(update).not.toHaveProperty('required');
    expect(update).not.toHaveProperty('properties.id');
  });

  test('line items are inside, without their parent', () => {
    const { create } = schemasOf('quote');
    expect(create).toMatchObject({
      properties: { items: { items: { required: ['product'], properties: { quantity: {} } } } },
    });
    expect(create).not.toHaveProperty('properties.items.items.properties.quote');
  });
});
