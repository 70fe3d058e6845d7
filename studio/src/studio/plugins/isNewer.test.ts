import { expect, test } from 'vitest';
import { compareVersions, isNewer } from './isNewer.ts';

test('versions are ordered as Semantic Versioning orders them', () => {
  // https://semver.org/#spec-item-11
  const order = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'];
  const all = [...order, '1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0'];
  expect(all.toReversed().toSorted(compareVersions)).toEqual(all);
  expect(isNewer('1.0.0', '1.0.0+build.7')).toBe(false);
});
