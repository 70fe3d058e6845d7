import type { TFunction } from 'i18next';
import type { PlanWarning } from '../../api/changesets.ts';
import { asText } from '../../lib/values.ts';

/** What is still to be done before a place works; the server's words where the code is not known here. */
export function warningText(t: TFunction, { code, params, message }: PlanWarning): string {
  if (code !== 'secretMissing') return message;
  return t('studio.warning.secretMissing', { secret: asText(params.secret) ?? '' });
}
