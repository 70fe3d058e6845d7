import { expect, test } from 'vitest';
import { passwordProblem } from './passwordProblem.ts';

const options = { minLength: 10, user: { email: 'zhang.wei@yunfan.example', name: 'Zhang Wei' } };

test.each([
  ['short', 'PASSWORD_TOO_SHORT'],
  ['x'.repeat(129), 'PASSWORD_TOO_LONG'],
  ['aaaaaaaaaaaa', 'PASSWORD_TOO_SIMPLE'],
  ['abcdefghijkl', 'PASSWORD_TOO_SIMPLE'],
  ['poiuytrewq', 'PASSWORD_TOO_SIMPLE'],
  ['1234567890', 'PASSWORD_TOO_SIMPLE'],
  ['hubba1hubba1', 'PASSWORD_TOO_SIMPLE'],
  ['password2024', 'PASSWORD_COMMON'],
  ['P4ssw0rd!!!!', 'PASSWORD_COMMON'],
  ['Welcome12345', 'PASSWORD_COMMON'],
  ['5201314520', 'PASSWORD_COMMON'],
  ['ZhangWei2024', 'PASSWORD_LIKE_USER'],
  ['yunfan123456', 'PASSWORD_LIKE_USER'],
  ['weizhang!2024', 'PASSWORD_LIKE_USER'],
])('refuses %s', (password, problem) => {
  expect(passwordProblem(password, options)).toBe(problem);
});

test.each(['purple monkey dishwasher', 'kj4Hs9-wlQ2x', '山高月小水落石出清风徐来', 'zhang likes long walks'])(
  'takes %s',
  (password) => {
    expect(passwordProblem(password, options)).toBeUndefined();
  },
);
