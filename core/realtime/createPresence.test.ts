import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPresence, type PresenceBoard, type Visitor } from './createPresence.ts';
import { parsePlace } from './parsePlace.ts';
import type { Presence } from './protocol.ts';

const place = 'studio/entity/contact';
const ada = { id: 'a', name: 'Ada' };
const ben = { id: 'b', name: 'Ben' };
let boards: PresenceBoard[] = [];

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const board of boards) board.close();
  boards = [];
  vi.useRealTimers();
});

/** Processes that hear each other. */
function connected(count: number): PresenceBoard[] {
  const own: PresenceBoard[] = [];
  const others = (index: number) => own.filter((_, each) => each !== index);
  for (let index = 0; index < count; index++) {
    own.push(
      createPresence({
        announce(node, places) {
          for (const other of others(index)) other.heard(node, places);
        },
        ask(places) {
          for (const other of others(index)) other.asked(places);
        },
      }),
    );
  }
  boards = own;
  return own;
}

function board(index = 0): PresenceBoard {
  const found = boards[index];
  if (!found) throw new Error('no such board');
  return found;
}

function visitor(): Visitor & { readonly told: Presence[]; readonly last: () => string[] | undefined } {
  const told: Presence[] = [];
  return { told, tell: (presence) => told.push(presence), last: () => told.at(-1)?.people.map(({ name }) => name) };
}

test('everybody in a place hears who is there, once however many come at a time', () => {
  connected(1);
  const [first, second] = [visitor(), visitor()];
  board().enter(first, place, ada);
  board().enter(second, place, ben);
  vi.advanceTimersByTime(60);
  expect(first.told).toEqual([{ place, people: [ada, ben] }]);
  expect(second.told).toEqual(first.told);
  board().leaveAll(second);
  vi.advanceTimersByTime(60);
  expect([first.last(), second.told.length]).toEqual([['Ada'], 1]);
});

test('two windows of one person are one', () => {
  connected(1);
  const [first, second] = [visitor(), visitor()];
  board().enter(first, place, ada);
  board().enter(second, place, ada);
  vi.advanceTimersByTime(60);
  board().leave(second, place);
  vi.advanceTimersByTime(60);
  expect(first.told.map(({ people }) => people)).toEqual([[ada], [ada]]);
});

test('over several processes, also for who comes later, and until a process is gone', () => {
  const [a, b] = connected(2);
  const [first, second] = [visitor(), visitor()];
  a?.enter(first, place, ada);
  vi.advanceTimersByTime(60);
  b?.enter(second, place, ben);
  vi.advanceTimersByTime(120);
  expect([first.last(), second.last()]).toEqual([
    ['Ada', 'Ben'],
    ['Ben', 'Ada'],
  ]);
  b?.leave(second, place);
  vi.advanceTimersByTime(120);
  expect(first.last()).toEqual(['Ada']);
  b?.enter(second, place, ben);
  vi.advanceTimersByTime(120);
  b?.close();
  vi.advanceTimersByTime(60);
  expect(first.last()).toEqual(['Ada']);
});

test('a process that died is forgotten, one that says so again is not', () => {
  connected(1);
  const first = visitor();
  board().enter(first, place, ada);
  board().heard('dead', [{ place, people: [ben] }]);
  board().heard('alive', [{ place, people: [{ id: 'c', name: 'Cem' }] }]);
  vi.advanceTimersByTime(60);
  expect(first.last()).toEqual(['Ada', 'Ben', 'Cem']);
  for (let turn = 0; turn < 5; turn++) {
    vi.advanceTimersByTime(15_000);
    board().heard('alive', [{ place, people: [{ id: 'c', name: 'Cem' }] }]);
  }
  expect(first.last()).toEqual(['Ada', 'Cem']);
});

test('nothing is kept of places where nobody is here, and of no more than 20 for one', () => {
  connected(1);
  const first = visitor();
  board().heard('other', [{ place, people: [ben] }]);
  board().enter(first, place, ada);
  vi.advanceTimersByTime(60);
  expect(first.last()).toEqual(['Ada']);
  const places = Array.from({ length: 30 }, (_, index) => `studio/entity/e${index}`);
  expect(places.filter((each) => board().enter(first, each, ada)).length).toBe(19);
  expect(board().placesOf(first).length).toBe(20);
});

test('at most 50 are named', () => {
  connected(1);
  const first = visitor();
  board().enter(first, place, ada);
  for (let index = 0; index < 80; index++) board().enter(visitor(), place, { id: `${index}`, name: `N${index}` });
  vi.advanceTimersByTime(60);
  expect(first.told.at(-1)?.people.length).toBe(50);
});

const id = '01900000-0000-7000-8000-000000000001';

test.each([
  [`record/contact/${id}`, { what: 'record', entity: 'contact', id }],
  ['studio', { what: 'studio' }],
  ['studio/review', { what: 'studio', kind: 'review' }],
  ['studio/locale/zh-CN', { what: 'studio', kind: 'locale' }],
])('%s is a place', (name, parsed) => expect(parsePlace(name)).toEqual(parsed));

test.each([
  [''],
  ['record'],
  ['record/contact'],
  [`record/__proto__/${id}`],
  [`record/contact/${id}x`],
  ['record/contact/1'],
  ['studio/'],
  ['studio/a/b/c'],
  ['studio/../x'],
  [`studio/entity/${'x'.repeat(100)}`],
  ['Studio'],
  [1],
  [null],
  [['studio']],
  [{ toString: () => 'studio' }],
])('%j is none', (name) => expect(parsePlace(name)).toBeUndefined());
