import { expect, test } from 'vitest';
import { roleTextChanges, roleTexts, withRoleTexts } from './roleTexts.ts';

const locale = { $id: 'zh-CN', roles: { seller: { title: '销售', description: '卖东西' }, other: { title: '其他' } } };
const texts = roleTexts(locale, 'seller');

test('texts of a role are read and written beside those of others; an emptied one goes', () => {
  expect(texts).toEqual({ title: '销售', description: '卖东西' });
  expect(roleTexts(undefined, 'seller')).toEqual({ title: '', description: '' });
  const next = { title: '销售员', description: ' ' };
  expect(roleTextChanges(texts, next).map((change) => change.kind)).toEqual(['otherText', 'otherText']);
  expect(withRoleTexts(locale, 'seller', texts, next).roles).toEqual({
    seller: { title: '销售员' },
    other: { title: '其他' },
  });
  expect(withRoleTexts(undefined, 'new', roleTexts(undefined, 'new'), { title: '新', description: '' })).toMatchObject({
    $id: 'zh-CN',
    roles: { new: { title: '新' } },
  });
});

test('what somebody else has said meanwhile of another text stays', () => {
  const theirs = { ...locale, roles: { seller: { title: '销售', description: '他们的' } } };
  expect(withRoleTexts(theirs, 'seller', texts, { ...texts, title: '我的' }).roles).toEqual({
    seller: { title: '我的', description: '他们的' },
  });
});
