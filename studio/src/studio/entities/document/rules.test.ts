import { expect, test } from 'vitest';
import { addRule, changeRule, entityRules, removeRule, ruleText, setRuleMessage, withRuleText } from './rules.ts';

const document = {
  $id: 'deal',
  'x-rules': [
    { when: "stage == 'lost'", require: ['reason'], message: 'Say why.' },
    { range: { discount: { minimum: 0, maximum: 50 } }, message: 'Say why.' },
  ],
};

test('rules are read with all they can say', () => {
  expect(entityRules(document)).toEqual([
    { when: "stage == 'lost'", require: ['reason'], forbid: [], ranges: [], check: '', message: 'Say why.' },
    {
      ...{ when: '', require: [], forbid: [], check: '', message: 'Say why.' },
      ranges: [{ field: 'discount', minimum: 0, maximum: 50 }],
    },
  ]);
  expect(entityRules({ 'x-rules': [1, { require: 'reason' }] })).toHaveLength(2);
});

test('what is emptied is not said any more; a rule that says nothing is told as one', () => {
  const next = changeRule(document, 0, { when: ' ', require: [] });
  expect(next['x-rules']).toEqual([{ require: [], message: 'Say why.' }, document['x-rules'][1]]);
  expect(changeRule(next, 0, { check: 'total > 0' })['x-rules']).toMatchObject([{ check: 'total > 0' }, {}]);
  expect(addRule({ $id: 'deal' })).toEqual({ $id: 'deal', 'x-rules': [{ require: [] }] });
});

test('Chinese texts follow the English message, and go with the last rule that says it', () => {
  const locale = withRuleText({ $id: 'zh-CN' }, 'deal', 'Say why.', '说明原因。');
  const shared = setRuleMessage(document, locale, 'deal', 0, 'Give a reason.');
  expect(ruleText(shared.locale, 'deal', 'Say why.')).toBe('说明原因。');
  const alone = setRuleMessage(shared.document, shared.locale, 'deal', 1, 'Within limits.');
  expect(ruleText(alone.locale, 'deal', 'Within limits.')).toBe('说明原因。');
  const gone = removeRule(alone.document, alone.locale, 'deal', 1);
  expect(gone.locale).toEqual({ $id: 'zh-CN' });
  expect(entityRules(gone.document)).toHaveLength(1);
});
