import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../lib/json.ts';
import type { Model } from '../model/types.ts';
import { given, id, migrating, model } from '../testing/migrating.ts';

const text = { type: 'string' };

describe.each([{ large: false }, { large: true }])('relations, large: $large', (size) => {
  const { migrate, insert, values, set, query } = migrating(size);
  const account = { properties: { name: text } };
  const company = { properties: { name: text } };
  const world = (field: JsonObject, rest: JsonObject = {}) =>
    model({ account, company, thing: { properties: { place: field }, ...rest } });
  const relation = (to: string) => ({ 'x-relation': { to } });
  const many = { 'x-relation': { to: 'account', many: true } };
  const any = { 'x-relation': { to: '*' } };

  async function begin(field: JsonObject): Promise<Model> {
    const first = world(field);
    await migrate(undefined, first);
    await insert(
      'account',
      { id: id(11), name: 'Acme' },
      { id: id(12), name: 'Twin' },
      { id: id(13), name: 'Twin' },
      { id: id(14), name: 'Bolt' },
    );
    await insert('company', { id: id(21), name: 'ACME ' }, { id: id(22), name: 'Cog' });
    return first;
  }

  async function links(): Promise<Json[]> {
    const rows = await query('select source, target from data.thing__place order by source, position');
    return rows.map(([source, target]) => [Number(source?.slice(-3)), Number(target?.slice(-3))]);
  }

  test('a text finds the one record of its title, and is itself again', async () => {
    const before = await begin(text);
    await insert(
      'thing',
      { place: ' acme' },
      { place: 'Twin' },
      { place: 'Nowhere' },
      { place: id(14) },
      { place: null },
    );
    const [change] = await migrate(before, world(relation('account')));
    expect(change).toMatchObject({ unfit: { rows: 2, examples: [{ value: 'Twin' }, { value: 'Nowhere' }] } });
    expect(await values('thing', 'place')).toEqual([id(11), null, null, id(14), null]);
    await set('thing', 'place', 3, id(14));
    await migrate(world(relation('account')), before);
    expect(await values('thing', 'place')).toEqual([' acme', 'Twin', 'Bolt', id(14), null]);
  });

  test('the map names other records', async () => {
    const before = await begin(text);
    await insert('thing', { place: 'The Acme people' }, { place: 'bolt' });
    const map = new Map([['The Acme people', 'Acme']]);
    const [change] = await migrate(before, world(relation('account')), given({ 'thing.place': { map } }));
    expect(change).toMatchObject({ unfit: { rows: 0 } });
    expect(await values('thing', 'place')).toEqual([id(11), id(14)]);
  });

  test('a relation becomes the title of its record, and leads there again, whatever its title is by then', async () => {
    const before = await begin(relation('account'));
    await insert('thing', { place: id(11) }, { place: id(12) }, { place: id(14) }, { place: null });
    await migrate(before, world(text));
    expect(await values('thing', 'place')).toEqual(['Acme', 'Twin', 'Bolt', null]);
    await query(`update data.account set name = 'Acme Inc' where name = 'Acme'`);
    await set('thing', 'place', 3, 'Acme Inc');
    await migrate(world(text), before);
    expect(await values('thing', 'place')).toEqual([id(11), id(12), id(11), null]);
  });

  test('a relation becomes text in the same step in which its entity goes', async () => {
    const before = await begin(relation('account'));
    await insert('thing', { place: id(11) });
    const after = model({ company, thing: { properties: { place: text } } });
    await migrate(before, after);
    expect(await values('thing', 'place')).toEqual(['Acme']);
    await migrate(after, before);
    expect(await values('thing', 'place')).toEqual([id(11)]);
  });

  test('a relation that points elsewhere finds the record of the same title', async () => {
    const before = await begin(relation('account'));
    await insert('thing', { place: id(11) }, { place: id(14) });
    await migrate(before, world(relation('company')));
    expect(await values('thing', 'place')).toEqual([id(21), null]);
    await migrate(world(relation('company')), before);
    expect(await values('thing', 'place')).toEqual([id(11), id(14)]);
  });

  test('a relation of an entity to itself, by a field of the same name', async () => {
    const before = model({ thing: { properties: { name: text, boss: relation('thing') } } });
    const after = model({ thing: { properties: { name: text, boss: text } } });
    await migrate(undefined, before);
    await insert('thing', { name: 'Ada' }, { name: 'Bob', boss: id(1) });
    await migrate(before, after);
    expect(await values('thing', 'boss')).toEqual([null, 'Ada']);
    await migrate(after, before);
    expect(await values('thing', 'boss')).toEqual([null, id(1)]);
  });

  test('one becomes many, and many the first', async () => {
    const before = await begin(relation('account'));
    await insert('thing', { place: id(11) }, { place: null }, { place: id(12) });
    const operations = await migrate(before, world(many));
    expect(operations.some(({ risk }) => risk === 'loses data')).toBe(false);
    expect(await links()).toEqual([
      [1, 11],
      [3, 12],
    ]);
    await query('insert into data.thing__place (source, target, position) values ($1, $2, 1), ($3, $2, 0)', [
      id(1),
      id(14),
      id(2),
    ]);
    await migrate(world(many), before);
    expect(await values('thing', 'place')).toEqual([id(11), id(14), id(12)]);
    await set('thing', 'place', 2, id(12));
    await set('thing', 'place', 3, null);
    await migrate(before, world(many));
    expect(await links()).toEqual([
      [1, 11],
      [1, 14],
      [2, 12],
    ]);
  });

  test('texts and lists become links, and links their titles', async () => {
    const before = await begin(text);
    await insert('thing', { place: 'Acme, Bolt' }, { place: 'bolt' }, { place: 'Nowhere' });
    const operations = await migrate(before, world(many));
    expect(operations.find(({ op }) => op === 'addLinks')).toMatchObject({
      rows: 3,
      unfit: { rows: 1, examples: [{ value: 'Nowhere' }] },
    });
    expect(await links()).toEqual([
      [1, 11],
      [1, 14],
      [2, 14],
    ]);
    const tags = world({ type: 'array', items: text });
    await migrate(world(many), tags);
    expect(await values('thing', 'place')).toEqual([['Acme', 'Bolt'], ['Bolt'], null]);
    await migrate(tags, world(many));
    expect(await links()).toEqual([
      [1, 11],
      [1, 14],
      [2, 14],
    ]);
    await migrate(world(many), before);
    expect(await values('thing', 'place')).toEqual(['Acme, Bolt', 'Bolt', 'Nowhere']);
  });

  test('a relation to any entity, and back', async () => {
    const before = await begin(relation('account'));
    await insert('thing', { place: id(11) }, { place: null });
    await migrate(before, world(any));
    expect(await values('thing', 'place', 'place_entity')).toEqual([
      [id(11), 'account'],
      [null, null],
    ]);
    await query(`update data.thing set place = $1, place_entity = 'company' where id = $2`, [id(21), id(2)]);
    const [, , fill] = await migrate(world(any), before);
    expect(fill).toBeDefined();
    expect(await values('thing', 'place')).toEqual([id(11), null]);
  });

  test('a relation to any entity becomes the title', async () => {
    const before = await begin(any);
    await insert('thing', { place: id(11), place_entity: 'account' }, { place: id(22), place_entity: 'company' });
    await migrate(before, world(text));
    expect(await values('thing', 'place')).toEqual(['Acme', 'Cog']);
  });

  test('a stored formula becomes a field of its type, and a relation', async () => {
    const code = { type: 'string', 'x-formula': 'place + "e"' };
    const first = model({ account, company, thing: { properties: { place: text, code, name: code } } });
    await migrate(undefined, first);
    await insert('account', { id: id(11), name: 'Acme' });
    await insert('thing', { place: 'acm' }, { place: 'nobody' }, {});
    const next = { place: text, code: relation('account'), name: text };
    await migrate(first, model({ account, company, thing: { properties: next } }));
    expect(await values('thing', 'name', 'code')).toEqual([
      ['acme', id(11)],
      ['nobodye', null],
      [null, null],
    ]);
  });
});
