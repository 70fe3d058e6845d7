import { randomBytes } from 'node:crypto';

/** 256 random bits, as letters and digits that a URL holds. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
