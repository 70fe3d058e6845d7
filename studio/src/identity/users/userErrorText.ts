import type { TFunction } from 'i18next';
import { ApiError } from '../../api/ApiError.ts';
import { errorText } from '../../lib/errorText.ts';

/** Why a user could not be changed: the reasons that these pages can meet, in the user's language. */
export function userErrorText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(t, error);
  switch (error.code) {
    case 'KILN_CONFLICT':
      return t('users.lastAdmin');
    case 'KILN_FORBIDDEN':
      return t('users.above');
    case 'KILN_NOT_UNIQUE':
      return t('users.taken');
    default:
      return errorText(t, error);
  }
}
