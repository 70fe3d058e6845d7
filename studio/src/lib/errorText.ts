import type { TFunction } from 'i18next';
import type { ErrorCode } from '../../../core/errors/codes.ts';
import { ApiError } from '../api/ApiError.ts';
import { faultMessage } from './faultMessage.ts';

/**
 * What went wrong in the user's language. Each code has a sentence; those that say little by themselves take up the first
 * fault, or the server's own words, which are English.
 */
export function errorText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { code, message, faults } = error;
  // It is not what whoever is looked at may not do.
  if (error.reason === 'viewAs') return t('viewAs.refused');
  const [reason] = faults;
  // The usual sentence can only guess why.
  if (code === 'KILN_CONFLICT' && typeof reason?.params.text === 'string') return faultMessage(t, reason);
  if (isErrorCode(code)) {
    const detail = reason ? faultMessage(t, reason) : message;
    return t(`problem.${code}`, { defaultValue: message, replace: { detail, plugin: error.body.plugin } });
  }
  switch (code) {
    case 'OFFLINE':
      return t('error.offlineText');
    case 'BAD_ANSWER':
      return t('error.badAnswer');
    case 'HTTP_502':
    case 'HTTP_503':
    case 'HTTP_504':
      return t('problem.KILN_UNAVAILABLE');
    default:
      return message;
  }
}

/** A newer server may have more of them: then its own words stand. */
function isErrorCode(code: string): code is ErrorCode {
  return code.startsWith('KILN_');
}
