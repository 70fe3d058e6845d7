import { expect, test } from 'vitest';
import { stepTypes } from '../../../../../core/model/kinds/workflow/steps/stepTypes.ts';
import { inMode, isAskedFor, modeOf, modesOf } from './inputModes.ts';

test('the mode is told by what is set, and another one takes away what is of it alone', () => {
  expect(modeOf('wait', {})?.name).toBe('for');
  expect(modeOf('wait', { event: 'paid', timeout: 'P1D' })?.name).toBe('event');
  expect(modeOf('wait', { timeout: 'P1D', where: 'true' })?.name).toBe('record');
  const [, until, , event] = modesOf('wait');
  expect(until && inMode('wait', { for: 'P1D' }, until)).toEqual({});
  expect(event && inMode('wait', { where: 'true', timeout: 'P1D' }, event)).toEqual({ timeout: 'P1D' });
  expect(modeOf('notify', {})).toBeUndefined();
});

test('what means nothing beside the others is not asked for, and what is set is always shown', () => {
  expect(isAskedFor('approval', 'quorum', { mode: 'any' })).toBe(false);
  expect(isAskedFor('approval', 'quorum', { mode: 'quorum' })).toBe(true);
  expect(isAskedFor('approval', 'quorum', { mode: 'any', quorum: 2 })).toBe(true);
  expect(isAskedFor('http', 'json', { method: 'GET' })).toBe(false);
  expect(isAskedFor('http', 'json', { method: 'POST' })).toBe(true);
  expect(isAskedFor('http', 'form', { method: 'POST', json: {} })).toBe(false);
});

test('modes are of members that steps have', () => {
  for (const kind of ['wait', 'http', 'plugin']) {
    const known = Object.keys(stepTypes.get(kind)?.input.properties ?? {});
    for (const { members } of modesOf(kind)) expect(known).toEqual(expect.arrayContaining([...members]));
  }
});
