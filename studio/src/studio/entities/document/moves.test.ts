import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import {
  addMove,
  changeMove,
  removeMove,
  setFirstStates,
  setMoveMessage,
  stateMoves,
  withOtherState,
} from './moves.ts';
import { removeOption, renameOption } from './options.ts';

const bare: JsonObject = { type: 'string', enum: ['draft', 'sent', 'won'] };
const move: JsonObject = { from: ['draft', 'sent'], to: 'won', roles: ['boss'], when: 'amount > 0' };
const full: JsonObject = {
  ...bare,
  'x-transitions': { start: ['draft'], moves: [move, { from: ['won'], to: 'sent' }, { to: 'draft' }] },
};

test('moves come, change and go; without any, nothing is said of them', () => {
  const one = addMove(bare);
  expect(one['x-transitions']).toEqual({ moves: [{ to: 'sent' }] });
  const two = changeMove(addMove(setFirstStates(one, ['draft'])), 1, { from: ['sent'], message: ' ', run: 'thank' });
  expect(two['x-transitions']).toEqual({
    start: ['draft'],
    moves: [{ to: 'sent' }, { to: 'won', from: ['sent'], run: 'thank' }],
  });
  expect(removeMove(removeMove(setFirstStates(two, []), 1), 0)).toEqual(bare);
});

test('a value that is called otherwise, or is gone, is so in the moves', () => {
  expect(renameOption(full, 'won', 'closed', true)['x-transitions']).toEqual({
    start: ['draft'],
    moves: [{ ...move, to: 'closed' }, { from: ['closed'], to: 'sent' }, { to: 'draft' }],
  });
  expect(removeOption(full, 'draft')['x-transitions']).toEqual({
    moves: [
      { ...move, from: ['sent'] },
      { from: ['won'], to: 'sent' },
    ],
  });
  // From nowhere would be from anywhere.
  expect(stateMoves(withOtherState(full, 'won', undefined)).map(({ to }) => to)).toEqual(['draft']);
});

test('what a message is in the other language goes with it', () => {
  const document: JsonObject = {
    properties: { a: changeMove(addMove(bare), 0, { message: 'No.' }), b: addMove(bare) },
  };
  const locale: JsonObject = { entities: { offer: { rules: { 'No.': '不行。' } } } };
  const at = { entity: 'offer', field: 'a', at: 0 };
  expect(setMoveMessage({ document, locale }, at, 'Not so.').locale).toEqual({
    entities: { offer: { rules: { 'Not so.': '不行。' } } },
  });
  expect(setMoveMessage({ document, locale }, at, '').locale).toEqual({});
  const shared = setMoveMessage({ document, locale }, { ...at, field: 'b' }, 'No.').document;
  expect(setMoveMessage({ document: shared, locale }, at, 'Not so.').locale).toEqual(locale);
});
