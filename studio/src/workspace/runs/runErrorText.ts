import type { TFunction } from 'i18next';
import { ApiError } from '../../api/ApiError.ts';
import type { RunItem } from '../../api/runs.ts';
import { errorText } from '../../lib/errorText.ts';

/** Why a run or a step failed, in the reader's language as far as its code has a sentence. */
export function runErrorText(t: TFunction, { code, detail, faults }: NonNullable<RunItem['error']>): string {
  // The usual sentences speak to whoever opened a page.
  if (code === 'KILN_FORBIDDEN' && detail !== '' && detail !== code) return t('runs.error.refused', { detail });
  if (code === 'KILN_NOT_FOUND' || code === 'KILN_FORBIDDEN') return t(`runs.error.${code}`);
  return errorText(t, new ApiError(500, code, detail, faults)) || code;
}
