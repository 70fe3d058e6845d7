import { ApiError } from './ApiError.ts';

/** Told on `window` when nobody answered a request. */
export const unreachableEvent = 'kiln:unreachable';

/** The error of a request that nobody answered. The page hears of it, whoever asked, and looks for the server. */
export function unreachable(): ApiError {
  window.dispatchEvent(new Event(unreachableEvent));
  return new ApiError(0, 'OFFLINE', 'The server cannot be reached.');
}
