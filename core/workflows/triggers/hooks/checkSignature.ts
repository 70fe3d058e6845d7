import { createHmac, timingSafeEqual } from 'node:crypto';
import { KilnError } from '../../../errors/KilnError.ts';

/** Kiln's own form: the time is signed, too. */
const timedHeader = 'x-kiln-signature';

/** Between the clocks of two servers, and on the way. */
const windowSeconds = 300;

/**
 * Checks who sent a body, by HMAC-SHA-256 with a shared secret. `t=<seconds since 1970>,v1=<hex>` is over `<t>.<body>`
 * and good for five minutes; what others send (`sha256=<hex>`, hex, base64) is over the body alone, and not taken in
 * Kiln's own header. Returns the code that was right. Throws KILN_UNAUTHENTICATED.
 */
export function checkSignature(header: string, given: string | undefined, secret: string, body: Buffer): Buffer {
  if (given === undefined) throw refused(`The header ${header} is missing.`);
  const timed = /^t=(\d{1,12}),v1=(?:[0-9a-f]{64})(?:,v1=[0-9a-f]{64})*$/i.exec(given.trim());
  if (!timed && header.toLowerCase() === timedHeader) throw refused(`${header} is t=<seconds since 1970>,v1=<hex>.`);
  const time = timed?.[1];
  if (time !== undefined && Math.abs(Date.now() / 1_000 - Number(time)) > windowSeconds) {
    throw refused('The signature is too old, or a clock is wrong.');
  }
  const right = createHmac('sha256', secret)
    .update(time === undefined ? '' : `${time}.`)
    .update(body)
    .digest();
  // All of them, so that the time tells nothing of which.
  const equal = codesIn(given.trim(), time !== undefined).filter((code) => timingSafeEqual(code, right));
  if (equal.length === 0) throw refused('The signature is not right.');
  return right;
}

/** Codes of 32 bytes; several while a secret is replaced. */
function codesIn(given: string, isTimed: boolean): Buffer[] {
  const texts = isTimed
    ? [...given.matchAll(/v1=([0-9a-f]{64})/gi)].map(([, hex = '']) => hex)
    : [given.replace(/^sha256=/i, '')];
  return texts
    .map((text) => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64'))
    .filter((code) => code.length === 32);
}

function refused(detail: string): KilnError {
  return new KilnError('KILN_UNAUTHENTICATED', { detail });
}
