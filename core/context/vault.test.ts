import { expect, test } from 'vitest';
import { createVault } from './vault.ts';

const vault = createVault('a secret of at least thirty-two characters');

test.each(['', 'x', '张伟 and Zoë', '🔥'.repeat(1000)])('opens what it sealed: %#', (text) => {
  expect(vault.open(vault.seal(text))).toBe(text);
});

test('seals the same text differently each time', () => {
  expect(vault.seal('text')).not.toBe(vault.seal('text'));
});

test('refuses every change of every byte', () => {
  const sealed = Buffer.from(vault.seal('text'), 'base64');
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(() => vault.open(changed.toString('base64'))).toThrow('cannot be opened');
  }
});

test.each(['', 'no base64 !', 'AQ==', Buffer.alloc(40).toString('base64')])(
  'refuses what was never sealed: %#',
  (text) => {
    expect(() => vault.open(text)).toThrow('cannot be opened');
  },
);

test('another secret opens nothing and finds nothing', () => {
  const other = createVault('another secret of at least thirty-two characters');
  expect(() => other.open(vault.seal('text'))).toThrow('cannot be opened');
  expect(other.blindIndex('text', 'contact.iban')).not.toBe(vault.blindIndex('text', 'contact.iban'));
});

test('a blind index is equal for equal text and purpose only', () => {
  const index = vault.blindIndex('Zo\u00eb', 'contact.iban');
  expect(vault.blindIndex('Zoe\u0308', 'contact.iban')).toBe(index);
  expect(vault.blindIndex('zo\u00eb', 'contact.iban')).not.toBe(index);
  expect(vault.blindIndex('Zo\u00eb', 'contact.passport')).not.toBe(index);
  expect(Buffer.from(index, 'base64')).toHaveLength(32);
});
