import { expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import { parseChangeSet, parseRevert } from './changeSetInput.ts';

function faults(body: unknown): string[] {
  try {
    parseChangeSet(body);
    return [];
  } catch (error) {
    if (error instanceof KilnError && error.code === 'KILN_INVALID') return error.errors.map(({ pointer }) => pointer);
    throw error;
  }
}

test('reads what the contract says', () => {
  const changes = [{ kind: 'entity', name: 'visit', document: null }];
  expect(parseChangeSet({ changes, message: 'm' })).toEqual({
    changes,
    message: 'm',
    dryRun: false,
    acceptDataLoss: false,
    fixes: true,
  });
});

test('tells every fault', () => {
  const changes = [
    1,
    { kind: 1, name: 'a', document: null },
    { kind: 'entity', name: 'b', document: 'x' },
    { kind: 'entity', name: 'c' },
  ];
  expect(faults({ changes, message: 1, dryRun: 'yes', acceptDataLoss: 0, other: 1 })).toEqual([
    '/other',
    '/message',
    '/dryRun',
    '/acceptDataLoss',
    '/changes/0',
    '/changes/1/kind',
    '/changes/2/document',
    '/changes/3/document',
  ]);
});

test.each([[null], [[]], ['x'], [{}], [{ changes: [] }], [{ changes: {} }]])('refuses %j', (body) => {
  expect(faults(body).length).toBeGreaterThan(0);
});

test('refuses two changes of the same definition', () => {
  const change = { kind: 'entity', name: 'a', document: null };
  expect(faults({ changes: [change, change] })).toEqual(['/changes/1']);
});

test('reads base, fixes, conversions and preview', () => {
  const changes = [{ kind: 'entity', name: 'visit', document: null }];
  const conversions = {
    'visit.kind': { unfit: 'default', map: { old: 'new', gone: null } },
    'visit.place': { promote: { entity: 'place', title: 'Place' } },
  };
  const preview = { locale: 'zh-CN', entities: ['visit'] };
  expect(parseChangeSet({ changes, dryRun: true, base: 'abc', fixes: false, conversions, preview })).toMatchObject({
    base: 'abc',
    fixes: false,
    preview,
    conversions: new Map<string, object>([
      [
        'visit.kind',
        {
          unfit: 'default',
          map: new Map([
            ['old', 'new'],
            ['gone', null],
          ]),
        },
      ],
      ['visit.place', { promote: { entity: 'place', title: 'Place' } }],
    ]),
  });
});

test('tells every fault of base, fixes, conversions and preview', () => {
  const changes = [{ kind: 'entity', name: 'visit', document: null }];
  const conversions = {
    visit: {},
    'a.b': 1,
    'a.c': { unfit: 'x', map: { a: 1 }, promote: {}, other: 1 },
    'a.d': { map: [], promote: { entity: 'e', title: 1, x: 1 } },
  };
  const preview = { locale: 1, entities: ['a', 1], more: 1 };
  expect(faults({ changes, base: '', fixes: 1, conversions, preview })).toEqual([
    '/base',
    '/fixes',
    '/conversions/visit',
    '/conversions/a.b',
    '/conversions/a.c/other',
    '/conversions/a.c/unfit',
    '/conversions/a.c/map',
    '/conversions/a.c/promote',
    '/conversions/a.d/map',
    '/conversions/a.d/promote/x',
    '/conversions/a.d/promote/title',
    '/preview/more',
    '/preview/locale',
    '/preview/entities',
    '/preview',
  ]);
});

test.each([[{ conflicts: 'x' }], [{ fixes: true }], [1], [{ message: 'x'.repeat(2_001) }]])(
  'refuses %j as a revert',
  (body) => expect(() => parseRevert(body)).toThrow(KilnError),
);

test('a revert with nothing said is done, and its conflicts are refused', () => {
  expect(parseRevert({})).toEqual({ message: '', dryRun: false, acceptDataLoss: true });
  expect(parseRevert({ conflicts: 'keep', acceptDataLoss: false })).toMatchObject({
    conflicts: 'keep',
    acceptDataLoss: false,
  });
});
