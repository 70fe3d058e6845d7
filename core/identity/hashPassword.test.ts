import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './hashPassword.ts';

test('knows a password again, and no other', async () => {
  const hash = await hashPassword('Zoë likes 山');
  expect(await hashPassword('Zoë likes 山')).not.toBe(hash);
  expect(await verifyPassword({ hash, password: 'Zoë likes 山' })).toBe(true);
  // The same text as another keyboard composes it.
  expect(await verifyPassword({ hash, password: 'Zoe\u0308 likes 山' })).toBe(true);
  expect(await verifyPassword({ hash, password: 'Zoe likes 山' })).toBe(false);
});

test.each(['', 'plain text', 'scrypt$1$2', 'bcrypt$1$1$1$c2FsdA$a2V5'])('no hash: %s', async (hash) => {
  expect(await verifyPassword({ hash, password: 'x' })).toBe(false);
});
