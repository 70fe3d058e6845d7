import pino from 'pino';
import { expect, test } from 'vitest';
import type { RecordChange } from '../context/types.ts';
import { createEvents } from './createEvents.ts';

const change: RecordChange = {
  entity: 'contact',
  id: '01900000-0000-7000-8000-000000000001',
  version: 1,
  action: 'created',
};

test('every subscriber hears of a change until it has undone its subscription', () => {
  const events = createEvents(pino({ level: 'silent' }));
  const heard: string[] = [];
  const undo = events.onChanged((event) => heard.push(`a${event.version}`));
  events.onChanged((event) => heard.push(`b${event.version}`));
  events.changed(change);
  undo();
  undo();
  events.changed({ ...change, version: 2 });
  expect(heard).toEqual(['a1', 'b1', 'b2']);
});

test('the same function may subscribe twice and undo once', () => {
  const events = createEvents(pino({ level: 'silent' }));
  let count = 0;
  const subscriber = () => {
    count += 1;
  };
  const undo = events.onModelChanged(subscriber);
  events.onModelChanged(subscriber);
  undo();
  events.modelChanged({ version: 'v2', entities: ['contact'] });
  expect(count).toBe(1);
});

test('a subscriber that throws is logged and hinders neither the writer nor the others', () => {
  const lines: string[] = [];
  const events = createEvents(pino({ level: 'error' }, { write: (line: string) => lines.push(line) }));
  let heard = 0;
  events.onChanged(() => {
    throw new Error('broken subscriber');
  });
  events.onChanged(() => {
    heard += 1;
  });
  events.changed(change);
  expect(heard).toBe(1);
  expect(lines.join('')).toContain('broken subscriber');
});
