import { expect, test } from 'vitest';
import { errorCodes } from '../../../core/errors/codes.ts';
import { fault, saidFault } from '../../../core/errors/fault.ts';
import { said } from '../../../core/errors/said.ts';
import { ApiError, toApiError } from '../api/ApiError.ts';
import { createI18n } from '../app/createI18n.ts';
import en from '../app/locales/en.json' with { type: 'json' };
import zh from '../app/locales/zh-CN.json' with { type: 'json' };
import { errorText } from './errorText.ts';

const chinese = await createI18n('zh-CN');
const english = await createI18n('en');
const codes = Object.keys(errorCodes).sort();

test('both catalogues have a sentence for every code, and none besides', () => {
  expect(Object.keys(en.problem).sort()).toEqual(codes);
  expect(Object.keys(zh.problem).sort()).toEqual(codes);
});

test.each(codes)('%s is said in Chinese', (code) => {
  expect(errorText(chinese.t, new ApiError(400, code, 'English words'))).toMatch(/\p{Script=Han}.*[。：]/u);
  expect(errorText(english.t, new ApiError(400, code, 'English words'))).toMatch(/^[A-Z]/);
});

test('the first fault says what is wrong', () => {
  const error = new ApiError(422, 'KILN_INVALID', '/name "Name" is required.', [
    fault('/name', 'required', { title: 'Name' }),
  ]);
  expect(errorText(chinese.t, error)).toBe('内容有误：此项必填。');
  expect(errorText(english.t, error)).toBe('This is required.');
});

test('a conflict says why where the server knows it, and what is refused while one looks as somebody else says that', () => {
  const words = said`${'loyalty'} is needed by ${'shop'}. Uninstall that first.`;
  const known = new ApiError(409, 'KILN_CONFLICT', words.message, [saidFault('', words)]);
  expect(errorText(english.t, known)).toBe('loyalty is needed by shop. Uninstall that first.');
  const guessed = new ApiError(409, 'KILN_CONFLICT', 'English words');
  expect(errorText(english.t, guessed)).toMatch(/^This conflicts with other data/);
  const looking = new ApiError(403, 'KILN_FORBIDDEN', 'English words', [], undefined, { reason: 'viewAs' });
  expect(errorText(chinese.t, looking)).toBe('以他人身份查看时不能修改任何内容。请先退出。');
});

test('codes that this studio does not know yet leave the words of the server', () => {
  const body = {
    code: 'KILN_NEW',
    title: 'New',
    detail: 'Something new.',
    errors: [{ pointer: '/x', code: 'brandNew', params: { limit: 1 }, message: 'Is brand new.' }, { pointer: '/y' }],
  };
  const error = toApiError(422, body);
  expect(errorText(chinese.t, error)).toBe('Something new.');
  expect(error.faults).toEqual([
    { pointer: '/x', code: 'other', params: { limit: 1 }, message: 'Is brand new.' },
    { pointer: '/y', code: 'other', params: {}, message: '' },
  ]);
});
