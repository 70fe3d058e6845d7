import { expect, test } from 'vitest';
import { createDocumentDraft } from './createDocumentDraft.ts';

test('every change can be taken back and made again; typing in one place is one step', () => {
  const draft = createDocumentDraft({ title: 'a', size: 1 });
  draft.change({ title: 'ab', size: 1 }, 'title');
  draft.change({ title: 'abc', size: 1 }, 'title');
  draft.change({ title: 'abc', size: 2 });
  expect(draft.state()).toMatchObject({ current: { title: 'abc', size: 2 }, canUndo: true, canRedo: false });
  draft.undo();
  expect(draft.state().current).toEqual({ title: 'abc', size: 1 });
  draft.undo();
  expect(draft.state()).toMatchObject({ current: { title: 'a', size: 1 }, canUndo: false });
  draft.undo();
  draft.redo();
  expect(draft.state().current).toEqual({ title: 'abc', size: 1 });
  draft.change({ title: 'abcd', size: 1 }, 'title');
  expect(draft.state().canRedo).toBe(false);
});

test('begins anew, over what somebody else has saved', () => {
  const draft = createDocumentDraft({ title: 'a' });
  draft.change({ title: 'b' });
  draft.restart({ title: 'c' }, { title: 'b' });
  expect(draft.state()).toEqual({ saved: { title: 'c' }, current: { title: 'b' }, canUndo: false, canRedo: false });
});
