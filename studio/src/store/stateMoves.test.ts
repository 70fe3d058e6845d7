import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/lib/json.ts';
import { toBrowserModel } from '../../../core/model/browserModel.ts';
import { compile } from '../../../core/model/compile.ts';
import { compileStateMoves } from './stateMoves.ts';

const offer: JsonObject = {
  ...{ $schema: 'kiln:entity', $id: 'offer', title: 'Offer', type: 'object', 'x-display': 'name' },
  properties: {
    name: { type: 'string', title: 'Name' },
    price: { type: 'number', title: 'Price' },
    rating: { type: 'integer', title: 'Rating' },
    stage: {
      ...{ type: 'string', title: 'Stage', enum: ['draft', 'sent', 'won', 'lost'] },
      'x-transitions': {
        start: ['draft'],
        moves: [
          { from: ['draft'], to: 'sent', require: ['price'], when: 'rating > 2' },
          { from: ['sent'], to: 'won', require: ['price'], when: 'price > 10.0' },
          { to: 'lost' },
        ],
      },
    },
  },
};

const model = toBrowserModel(compile([{ kind: 'entity', name: 'offer', package: 'test', document: offer }]), 'en');
const entity = model.entities.find(({ name }) => name === 'offer');
if (!entity) throw new Error('no entity');
const moves = compileStateMoves(model, entity, { id: 'a', name: 'Ann', kind: 'user' });
const [stage] = moves.fields;
if (!stage) throw new Error('no state');

function judge(before: JsonObject | undefined, to: string, more: JsonObject = {}) {
  if (!stage) throw new Error('no state');
  return moves.judge(stage, before, { ...before, ...more, stage: to });
}

test('a record begins where it may and goes where its state leads', () => {
  expect(judge(undefined, 'draft').is).toBe('allowed');
  expect(judge(undefined, 'won').is).toBe('refused');
  expect(judge({ stage: 'draft' }, 'draft').is).toBe('allowed');
  expect(judge({ stage: 'draft' }, 'lost').is).toBe('allowed');
  const back = judge({ stage: 'sent' }, 'draft');
  expect(back.is === 'refused' && back.faults[0]?.code).toBe('transition');
});

test('fields that are still to be filled in are asked for, unless something else stands in the way', () => {
  expect(judge({ stage: 'draft', rating: 3 }, 'sent')).toEqual({ is: 'asks', fields: ['price'] });
  expect(judge({ stage: 'draft', rating: 1 }, 'sent').is).toBe('refused');
  expect(judge({ stage: 'draft', rating: 3, price: 5 }, 'sent').is).toBe('allowed');
});

test('what a condition says of a field that is asked for is not known before it is filled in', () => {
  expect(judge({ stage: 'sent' }, 'won')).toEqual({ is: 'asks', fields: ['price'] });
  expect(judge({ stage: 'sent', price: 5 }, 'won').is).toBe('refused');
  expect(judge({ stage: 'sent' }, 'won', { price: 11 }).is).toBe('allowed');
});

test('what decides is known, and what a change requires', () => {
  expect([...moves.uses(stage)].sort()).toEqual(['price', 'rating']);
  expect(moves.required({ stage: 'draft' }, { stage: 'sent' })).toEqual(['price']);
  expect(moves.required({ stage: 'draft' }, { stage: 'draft' })).toEqual([]);
  expect(moves.required(undefined, { stage: 'draft' })).toEqual([]);
});
