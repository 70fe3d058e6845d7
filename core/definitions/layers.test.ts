import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import type { Kind } from './kind.ts';
import { mergeLayers } from './layers.ts';
import { mergePatch } from './mergePatch.ts';
import type { Definition } from './types.ts';

const kind = (name: string, shared: boolean): Kind => ({ name, folder: name, shared, metaschema: {}, check: () => [] });
const kinds = [kind('entity', false), kind('locale', true)];

function layer(packageName: string, document: JsonObject, kindName = 'entity'): Definition {
  const name = String(document.$id ?? 'contact');
  return {
    kind: kindName,
    name,
    package: packageName,
    file: `${packageName}.json`,
    document: { $id: name, ...document },
  };
}

const base = layer('crm', {
  title: 'Contact',
  properties: { name: { type: 'string', title: 'Name' }, fax: { type: 'string' } },
});

describe('mergePatch', () => {
  test('merges objects, replaces the rest, removes by null', () => {
    const target = { a: { x: 1, y: 2 }, list: [1, 2], gone: 1 };
    expect(mergePatch(target, { a: { y: 3, z: 4 }, list: [3], gone: null })).toEqual({
      a: { x: 1, y: 3, z: 4 },
      list: [3],
    });
    expect(target).toEqual({ a: { x: 1, y: 2 }, list: [1, 2], gone: 1 });
  });

  test('cannot reach a prototype', () => {
    const patch: JsonObject = JSON.parse('{"__proto__": {"polluted": true}}');
    const merged = mergePatch({}, patch);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(Object.keys(merged)).toEqual(['__proto__']);
  });
});

describe('mergeLayers', () => {
  test('applies patches in the order of the layers, local last, and remembers them', () => {
    const local = layer('local', { 'x-patch': true, title: 'Person', properties: { fax: null } });
    const plugin = layer('retail', { 'x-patch': true, title: 'Customer', properties: { points: { type: 'integer' } } });
    const { definitions, conflicts } = mergeLayers([local, base, plugin], kinds);
    expect(conflicts).toEqual([]);
    expect(definitions).toHaveLength(1);
    expect(definitions[0]).toMatchObject({
      package: 'crm',
      document: { title: 'Person', properties: { name: { title: 'Name' }, points: { type: 'integer' } } },
      patches: [{ package: 'retail' }, { package: 'local' }],
    });
    expect(definitions[0]?.document).not.toHaveProperty('properties.fax');
    expect(definitions[0]?.document).not.toHaveProperty('x-patch');
  });

  test('tells of a patch without a base', () => {
    const { definitions, conflicts } = mergeLayers([base, layer('local', { $id: 'contct', 'x-patch': true })], kinds);
    expect(definitions).toHaveLength(1);
    expect(conflicts).toMatchObject([
      { package: 'local', message: expect.stringContaining('Did you mean "contact"?') },
    ]);
  });

  test('leaves out changes of fields that are gone', () => {
    const patch = layer('local', { 'x-patch': true, title: 'Person', properties: { pager: { title: 'Pager' } } });
    const { definitions, conflicts } = mergeLayers([base, patch], kinds);
    expect(definitions[0]?.document).not.toHaveProperty('properties.pager');
    expect(definitions[0]?.document.title).toBe('Person');
    expect(conflicts).toMatchObject([{ pointer: '/properties/pager' }]);
  });

  test('tells when two plugins want different values in the same place', () => {
    const one = layer('one', { 'x-patch': true, properties: { name: { title: 'One' } } });
    const two = layer('two', { 'x-patch': true, properties: { name: { title: 'Two' } } });
    const local = layer('local', { 'x-patch': true, properties: { name: { title: 'Mine' } } });
    const { definitions, conflicts } = mergeLayers([base, one, two, local], kinds);
    expect(definitions[0]?.document).toMatchObject({ properties: { name: { title: 'Mine' } } });
    expect(conflicts).toMatchObject([{ package: 'two', pointer: '/properties/name/title' }]);
  });

  test('adds up documents of a shared kind', () => {
    const zh = layer('crm', { $id: 'zh-CN', groups: { Sales: '销售' } }, 'locale');
    const more = layer('retail', { $id: 'zh-CN', groups: { Shops: '门店' } }, 'locale');
    const { definitions } = mergeLayers([zh, more], kinds);
    expect(definitions).toMatchObject([{ document: { groups: { Sales: '销售', Shops: '门店' } } }]);
  });
});
