import { expect, test } from 'vitest';
import { entranceAddress, safePath, signInPath } from './entranceAddress.ts';

test.each([
  ['/account?view=all#x', '/account?view=all#x'],
  ['/', '/'],
  ['', '/'],
  [null, '/'],
  ['account', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?to=/sign-in', '/'],
])('after sign-in, %j leads to %s', (path, expected) => {
  expect(safePath(path)).toBe(expected);
});

test('where one wanted to go survives the way through sign-in', () => {
  const [pathname = '', search = ''] = signInPath('/account?search=a%26b&view=x').split('?');
  expect(entranceAddress(pathname, `?${search}`)).toMatchObject({ page: 'signIn', to: '/account?search=a%26b&view=x' });
  expect(signInPath('/')).toBe('/sign-in');
});

test('an entity may be called setup or welcome: only a link leads elsewhere', () => {
  expect(entranceAddress('/setup', '')).toBeUndefined();
  expect(entranceAddress('/welcome', '?view=x')).toBeUndefined();
  expect(entranceAddress('/setup', '?token=abc')).toEqual({ page: 'setup', token: 'abc' });
  expect(entranceAddress('/welcome', '?token=abc')).toEqual({ page: 'welcome', token: 'abc' });
  expect(entranceAddress('/reset-password', '')).toEqual({ page: 'reset', token: '' });
  expect(entranceAddress('/account', '')).toBeUndefined();
});
