import type { TFunction } from 'i18next';
import { ApiError } from '../api/ApiError.ts';

/**
 * What went wrong in the user's language. The server's own words are English: where its code says enough, the catalogue
 * speaks; elsewhere its details stand, because they name what is wrong.
 */
export function errorText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  switch (error.code) {
    case 'OFFLINE':
      return t('error.offlineText');
    case 'KILN_UNAUTHENTICATED':
      return t('error.unauthenticated');
    case 'KILN_FORBIDDEN':
      return t('error.forbidden');
    case 'KILN_NOT_FOUND':
      return t('error.notFoundText');
    case 'KILN_NOT_UNIQUE':
      return t('error.notUnique');
    case 'KILN_STILL_REFERENCED':
      return t('error.stillReferenced');
    case 'KILN_STALE':
      return t('error.stale');
    case 'KILN_TOO_LARGE':
      return t('error.tooLarge');
    case 'KILN_UNSUPPORTED_MEDIA':
      return t('error.unsupportedMedia');
    case 'KILN_TOO_MANY_REQUESTS':
      return t('error.tooMany');
    case 'KILN_INTERNAL':
      return t('error.internal');
    case 'KILN_UNAVAILABLE':
    case 'HTTP_502':
    case 'HTTP_503':
    case 'HTTP_504':
      return t('error.unavailable');
    default:
      return error.message;
  }
}
