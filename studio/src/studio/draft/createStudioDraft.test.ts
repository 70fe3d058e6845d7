import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { ApiError } from '../../api/ApiError.ts';
import type { StoredDefinition } from '../../api/definitions.ts';
import { createStudioDraft } from './createStudioDraft.ts';
import { definitionKey } from './definitionKey.ts';
import { changesOf } from './useChecks.ts';

/** What a server has: documents, and the version of the model that they make. */
function server(documents: Record<string, JsonObject>) {
  let version = 1;
  const stored = (key: string): StoredDefinition => {
    const [kind = '', name = ''] = key.split('/');
    const document = documents[key];
    if (!document) throw new ApiError(404, 'KILN_NOT_FOUND', key);
    return { kind, name, package: 'local', version: String(version), document };
  };
  return {
    read: async (kind: string, name: string) => stored(definitionKey(kind, name)),
    readKind: async (kind: string) =>
      Object.keys(documents)
        .filter((key) => key.startsWith(`${kind}/`))
        .map(stored),
    save(changes: Record<string, JsonObject | null>) {
      version += 1;
      for (const [key, document] of Object.entries(changes)) {
        if (document) documents[key] = document;
        else delete documents[key];
      }
      return String(version);
    },
  };
}

const boat = { $id: 'boat', title: 'Boat', properties: { name: { title: 'Name' }, port: { title: 'Port' } } };
const view = { $id: 'boats', title: 'Boats' };

async function open() {
  const remote = server({ 'entity/boat': boat, 'view/boats': view });
  const draft = createStudioDraft(remote);
  await Promise.all([draft.open('entity', 'boat'), draft.open('view', 'boats')]);
  return { remote, draft };
}

const title = (document: JsonObject, text: string): JsonObject => ({ ...document, title: text });

test('one history over all documents; typing of one step is one', async () => {
  const { draft } = await open();
  draft.edit('entity', 'boat', (document) => title(document, 'S'), 'title');
  draft.edit('entity', 'boat', (document) => title(document, 'Sh'), 'title');
  draft.editMany([
    { kind: 'view', name: 'boats', document: { ...view, title: 'Ships' } },
    { kind: 'entity', name: 'boat', document: { ...boat, title: 'Ship' } },
  ]);
  expect(
    draft
      .state()
      .changes.map(({ kind }) => kind)
      .sort(),
  ).toEqual(['entity', 'view']);
  draft.undo();
  expect(draft.state().documents.get('entity/boat')?.current?.title).toBe('Sh');
  expect(draft.state().changes).toHaveLength(1);
  draft.undo();
  expect(draft.state().changes).toEqual([]);
  draft.redo();
  draft.redo();
  expect(draft.state().documents.get('view/boats')?.current?.title).toBe('Ships');
  draft.discard();
  expect(draft.state().changes).toEqual([]);
  draft.undo();
  expect(draft.state().changes).toHaveLength(2);
});

test('what says the same as the server is no change, whatever the order of its members', async () => {
  const { draft } = await open();
  draft.edit('entity', 'boat', ({ title: last, ...others }) => ({ ...others, title: last ?? null }));
  expect(draft.state().changes).toEqual([]);
});

test('a rename keeps the x-id and is the old name removed and the new one made; taken names are refused', async () => {
  const { draft } = await open();
  draft.rename('entity', 'boat', 'ship');
  expect(changesOf(draft.state().edits)).toEqual([
    { kind: 'entity', name: 'boat', document: null },
    { kind: 'entity', name: 'ship', document: { ...boat, $id: 'ship', 'x-id': 'boat' } },
  ]);
  expect(draft.state().documents.get('entity/ship')).toMatchObject({ was: 'boat', saved: boat });
  draft.create('entity', 'raft', { $id: 'raft' });
  expect(() => draft.rename('entity', 'raft', 'ship')).toThrow();
  draft.rename('entity', 'raft', 'float');
  expect(draft.state().documents.has('entity/raft')).toBe(false);
  draft.remove('entity', 'float');
  expect(draft.state().changes.map(({ name }) => name)).toEqual(['ship']);
});

test('what goes with a rename or a choice is one step with it, and choices follow the new name', async () => {
  const { draft } = await open();
  const texts = { kind: 'locale', name: 'zh-CN', document: { $id: 'zh-CN', entities: { ship: { title: '船' } } } };
  draft.convert('boat.size', { promote: { entity: 'size' } }, [
    { kind: 'entity', name: 'size', document: { $id: 'size' } },
  ]);
  expect(draft.state().changes.map(({ name }) => name)).toEqual(['size']);
  draft.rename('entity', 'boat', 'ship', [texts]);
  draft.rename('entity', 'size', 'measure');
  expect(draft.state().conversions).toEqual({ 'ship.size': { promote: { entity: 'measure' } } });
  draft.undo();
  draft.undo();
  expect(draft.state().changes.map(({ name }) => name)).toEqual(['size']);
  expect(draft.state().conversions).toEqual({ 'boat.size': { promote: { entity: 'size' } } });
  draft.undo();
  expect(draft.state().changes).toEqual([]);
  expect(draft.state().conversions).toEqual({});
});

test('what was chosen for a field follows it to another name, and back', async () => {
  const { draft } = await open();
  const named = (name: string) => (document: JsonObject) => ({
    ...document,
    properties: { [name]: { type: 'integer', 'x-id': 'size' } },
  });
  draft.edit('entity', 'boat', named('size'));
  draft.convert('boat.size', { unfit: 'default' });
  draft.edit('entity', 'boat', named('length'));
  expect(draft.state().conversions).toEqual({ 'boat.length': { unfit: 'default' } });
  draft.undo();
  expect(draft.state().conversions).toEqual({ 'boat.size': { unfit: 'default' } });
});

test('a document that is typed in leaves the others as the same objects', async () => {
  const { draft } = await open();
  draft.edit('view', 'boats', (document) => title(document, 'Mine'));
  const before = draft.state().documents.get('view/boats');
  draft.edit('entity', 'boat', (document) => title(document, 'A'));
  expect(draft.state().documents.get('view/boats')).toBe(before);
  expect(draft.state().changes).toHaveLength(2);
});

test('what others save goes under the draft, also under its steps; what both changed is to be decided', async () => {
  const { remote, draft } = await open();
  draft.edit('entity', 'boat', (document) => title(document, 'Mine'));
  draft.edit('view', 'boats', (document) => title(document, 'My boats'));
  remote.save({
    'entity/boat': { ...boat, title: 'Theirs', properties: { ...boat.properties, keel: { title: 'Keel' } } },
  });
  await draft.follow();
  const [conflict] = draft.state().conflicts;
  expect(conflict).toMatchObject({ kind: 'entity', path: ['title'], base: 'Boat', mine: 'Mine', theirs: 'Theirs' });
  expect(draft.state().documents.get('entity/boat')?.current).toMatchObject({
    title: 'Mine',
    properties: { keel: { title: 'Keel' } },
  });
  expect(draft.state().base).toBe('2');
  if (conflict) draft.decide(conflict, 'theirs');
  expect(draft.state().conflicts).toEqual([]);
  expect(draft.state().changes.map(({ kind }) => kind)).toEqual(['view']);
  draft.undo();
  draft.undo();
  // Back before my first change, and still with theirs.
  expect(draft.state().documents.get('entity/boat')?.current).toMatchObject({
    properties: { keel: { title: 'Keel' } },
  });
});

test('a document that was renamed elsewhere is followed; one that was removed is to be decided', async () => {
  const { remote, draft } = await open();
  draft.edit('entity', 'boat', (document) => ({
    ...document,
    properties: { ...boat.properties, flag: { title: 'Flag' } },
  }));
  draft.edit('view', 'boats', (document) => title(document, 'Mine'));
  remote.save({ 'entity/boat': null, 'entity/ship': { ...boat, $id: 'ship', 'x-id': 'boat' }, 'view/boats': null });
  await draft.follow();
  expect(draft.state().documents.get('entity/ship')?.current).toMatchObject({ $id: 'ship', properties: { flag: {} } });
  expect(draft.state().conflicts).toMatchObject([{ kind: 'view', name: 'boats', path: [], theirs: null }]);
  const [conflict] = draft.state().conflicts;
  if (conflict) draft.decide(conflict, 'theirs');
  expect(draft.state().changes.map(({ name }) => name)).toEqual(['ship']);
});

test('what was applied is what the server has; what was typed meanwhile stays', async () => {
  const { remote, draft } = await open();
  draft.edit('entity', 'boat', (document) => title(document, 'Ship'));
  draft.edit('view', 'boats', (document) => title(document, 'Ships'));
  const { edits } = draft.state();
  draft.edit('view', 'boats', (document) => title(document, 'All ships'));
  const version = remote.save({ 'entity/boat': title(boat, 'Ship'), 'view/boats': title(view, 'Ships') });
  draft.accept(edits, version);
  await draft.follow();
  expect(draft.state().changes).toMatchObject([
    { name: 'boats', saved: { title: 'Ships' }, current: { title: 'All ships' } },
  ]);
  expect(draft.state().canUndo).toBe(false);
});

test('a kept draft comes back with its steps', async () => {
  const { draft, remote } = await open();
  draft.edit('entity', 'boat', (document) => title(document, 'Ship'));
  draft.convert('boat.port', { unfit: 'default' });
  const kept = draft.keep();
  expect(kept).toBeDefined();
  const other = createStudioDraft(remote);
  if (kept) other.restore(kept);
  await other.follow();
  expect(other.state().conversions).toEqual({ 'boat.port': { unfit: 'default' } });
  other.undo();
  expect(other.state().conversions).toEqual({});
  expect(other.state().changes).toMatchObject([{ current: { title: 'Ship' } }]);
  other.undo();
  expect(other.state().changes).toEqual([]);
});

test('what cannot be read is told apart: gone, or not reached', async () => {
  const draft = createStudioDraft({
    read: async (_, name) => {
      throw name === 'none' ? new ApiError(404, 'KILN_NOT_FOUND', name) : new ApiError(0, 'OFFLINE', name);
    },
    readKind: async () => [],
  });
  await draft.open('entity', 'none');
  await draft.open('entity', 'far');
  expect([...draft.state().missing]).toEqual(['entity/none']);
  expect([...draft.state().failures.keys()]).toEqual(['entity/far']);
});
