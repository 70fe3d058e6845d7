import { expect, test } from 'vitest';
import { errorCodes } from '../../../core/errors/codes.ts';
import { fault } from '../../../core/errors/fault.ts';
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
