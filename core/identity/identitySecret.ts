import { hkdfSync } from 'node:crypto';

/** What sessions are signed and second factors encrypted with, from the installation's secret. */
export function identitySecret(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'kiln identity', 'better-auth', 32)).toString('base64url');
}
