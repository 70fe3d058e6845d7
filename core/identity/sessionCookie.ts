import { createHmac, timingSafeEqual } from 'node:crypto';

/** Prefix of every cookie of Kiln. */
export const cookiePrefix = 'kiln';
export const sessionCookie = `${cookiePrefix}.session_token`;

/**
 * The session's token from the cookie's value, `<token>.<base64 HMAC-SHA-256>`; undefined when it was not signed here.
 */
export function openSessionCookie(value: string, secret: string): string | undefined {
  const text = decode(value);
  const dot = text.lastIndexOf('.');
  if (dot < 1) return undefined;
  const token = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', secret).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
