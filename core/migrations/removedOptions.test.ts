import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { given, migrating, thing } from '../testing/migrating.ts';

const { migrate, insert, values, set, parked } = migrating();
const text = { type: 'string' };

describe('options', () => {
  const stage = (options: string[], more: JsonObject = {}) =>
    thing({ stage: { type: 'string', enum: options, ...more } });
  const several = (options: string[]) => thing({ stage: { type: 'array', items: { type: 'string', enum: options } } });

  test('what records had is empty, or what the map says, and comes back with the option', async () => {
    const before = stage(['a', 'b', 'c']);
    await migrate(undefined, before);
    await insert('thing', { stage: 'a' }, { stage: 'b' }, { stage: 'c' }, { stage: 'b' }, { stage: null });
    const after = stage(['a']);
    const [change] = await migrate(before, after, given({ 'thing.stage': { map: new Map([['c', 'a']]) } }));
    expect(change).toMatchObject({
      op: 'removeOption',
      rows: 3,
      params: { options: ['b', 'c'], becomes: { b: null, c: 'a' } },
    });
    expect(await values('thing', 'stage')).toEqual(['a', null, 'a', null, null]);
    await set('thing', 'stage', 4, 'a');
    const half = stage(['a', 'b']);
    expect((await migrate(after, half)).map(({ op }) => op)).toEqual(['restoreOption']);
    expect(await values('thing', 'stage')).toEqual(['a', 'b', 'a', 'a', null]);
    await migrate(half, before);
    expect(await values('thing', 'stage')).toEqual(['a', 'b', 'c', 'a', null]);
  });

  test('one goes after the other, the field under another name, and all come back', async () => {
    const named = (options: string[]) => thing({ state: { type: 'string', enum: options, 'x-id': 'stage' } });
    await migrate(undefined, stage(['a', 'b', 'c']));
    await insert('thing', { stage: 'a' }, { stage: 'b' }, { stage: 'c' });
    await migrate(stage(['a', 'b', 'c']), stage(['a', 'b']));
    await migrate(stage(['a', 'b']), named(['a']));
    expect(await values('thing', 'state')).toEqual(['a', null, null]);
    expect((await parked()).columns).toHaveLength(2);
    await migrate(named(['a']), stage(['c', 'b', 'a']));
    expect(await values('thing', 'stage')).toEqual(['a', 'b', 'c']);
    expect((await parked()).columns).toEqual([]);
  });

  test('they get the default of the field', async () => {
    const before = stage(['a', 'b'], { default: 'a' });
    await migrate(undefined, before);
    await insert('thing', { stage: 'b' });
    await migrate(before, stage(['a'], { default: 'a' }));
    expect(await values('thing', 'stage')).toEqual(['a']);
  });

  test('lists lose the item, and have it again in its place', async () => {
    const before = several(['a', 'b', 'c']);
    await migrate(undefined, before);
    await insert('thing', { stage: ['c', 'a', 'b'] }, { stage: ['b'] }, { stage: ['a'] }, { stage: null });
    const after = several(['a']);
    await migrate(before, after);
    expect(await values('thing', 'stage')).toEqual([['a'], null, ['a'], null]);
    const half = several(['a', 'b']);
    await migrate(after, half);
    expect(await values('thing', 'stage')).toEqual([['a', 'b'], ['b'], ['a'], null]);
    await migrate(half, before);
    expect(await values('thing', 'stage')).toEqual([['c', 'a', 'b'], ['b'], ['a'], null]);
    expect((await parked()).columns).toEqual([]);
  });

  test('a required field without another value refuses', async () => {
    const strict = (options: string[]) => thing({ stage: { type: 'string', enum: options } }, { required: ['stage'] });
    await migrate(undefined, strict(['a', 'b']));
    await insert('thing', { stage: 'b' });
    await expect(migrate(strict(['a', 'b']), strict(['a']))).rejects.toThrow();
    await migrate(strict(['a', 'b']), strict(['a']), given({ 'thing.stage': { map: new Map([['b', 'a']]) } }));
    expect(await values('thing', 'stage')).toEqual(['a']);
  });

  test('a text becomes a select by values and titles, the rest by the map', async () => {
    const before = thing({ stage: text });
    await migrate(undefined, before);
    await insert('thing', { stage: 'Closed Won' }, { stage: 'lost' }, { stage: 'gone' }, { stage: 'odd' });
    const after = thing({
      stage: { type: 'string', enum: ['won', 'lost'], 'x-options': { won: { title: 'Closed won' } } },
    });
    await migrate(before, after, given({ 'thing.stage': { map: new Map([['gone', 'lost']]) } }));
    expect(await values('thing', 'stage')).toEqual(['won', 'lost', 'lost', null]);
    await migrate(after, before);
    expect(await values('thing', 'stage')).toEqual(['Closed Won', 'lost', 'gone', 'odd']);
  });
});
