import type { ApiError } from './ApiError.ts';

/** Told on `window` when the server does not know any more who asks. */
export const signedOutEvent = 'kiln:signedOut';

/**
 * Lets the page hear of an answer that means: sign in first. One that says why (a wrong password, a wrong code) is the business
 * of whoever asked.
 */
export function tellSignedOut({ code, reason }: ApiError): void {
  const isOver = code === 'KILN_UNAUTHENTICATED' && (reason === undefined || reason === 'UNAUTHORIZED');
  if (isOver) window.dispatchEvent(new Event(signedOutEvent));
}
