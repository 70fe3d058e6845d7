import { expect, test } from 'vitest';
import { followForm, formText, withFormText } from './localeTexts.ts';

const locale = { $id: 'zh-CN', forms: { deal: { Deal: '商机', Main: '主要', Old: '旧' }, note: { Note: '备注' } } };
const document = { title: 'Deal', tabs: [{ title: 'Main', sections: [{ fields: ['Old'] }] }] };

test('what the form says no longer goes, the texts of other forms stay', () => {
  expect(followForm(locale, 'deal', document)).toEqual({
    ...locale,
    forms: { deal: { Deal: '商机', Main: '主要' }, note: { Note: '备注' } },
  });
  const clean = { ...locale, forms: { deal: { Deal: '商机', Main: '主要' } } };
  expect(followForm(clean, 'deal', document)).toBe(clean);
});

test('the translation of a text goes along with it', () => {
  const renamed = { ...document, tabs: [{ title: 'Most important', sections: [] }] };
  const next = followForm(locale, 'deal', renamed, { from: 'Main', to: 'Most important' });
  expect(formText(next, 'deal', 'Most important')).toBe('主要');
  expect(formText(next, 'deal', 'Main')).toBe('');
  // Something else still says the old one: it keeps its translation.
  const twice = { ...renamed, title: 'Main' };
  expect(formText(followForm(locale, 'deal', twice, { from: 'Main', to: 'Most important' }), 'deal', 'Main')).toBe(
    '主要',
  );
});

test('an empty translation is none', () => {
  expect(withFormText(locale, 'note', 'Note', '')).not.toHaveProperty('forms.note');
});
