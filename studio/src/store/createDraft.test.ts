import { expect, test, vi } from 'vitest';
import { fault } from '../../../core/errors/fault.ts';
import { createDraft } from './createDraft.ts';

test('is dirty while it differs from what was saved', () => {
  const draft = createDraft({ name: 'Ada', email: null });
  draft.change({ name: 'Ada L.', email: null });
  expect(draft.state().isDirty).toBe(true);
  draft.change({ name: 'Ada' });
  expect(draft.state().isDirty).toBe(false);
});

test('a fault goes when its field changes, others stay', () => {
  const draft = createDraft({ name: '', items: [{ quantity: 0 }], email: 'x' });
  draft.setFaults([
    fault('/name', 'empty', {}),
    fault('/items/0/quantity', 'minimum', { limit: 1 }),
    fault('/email', 'format', { form: 'email' }),
  ]);
  draft.change({ name: '', items: [{ quantity: 2 }], email: 'x' });
  expect(draft.state().faults.map(({ pointer }) => pointer)).toEqual(['/name', '/email']);
});

test('tells listeners, until they leave', () => {
  const draft = createDraft({});
  const listener = vi.fn();
  const leave = draft.subscribe(listener);
  draft.setProblem('a', 'no JSON');
  draft.setProblem('a', 'no JSON');
  expect(listener).toHaveBeenCalledTimes(1);
  leave();
  draft.accept({ name: 'new' });
  expect(listener).toHaveBeenCalledTimes(1);
  expect(draft.state()).toMatchObject({ isDirty: false, values: { name: 'new' } });
});
