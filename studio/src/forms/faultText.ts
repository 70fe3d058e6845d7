import type { TFunction } from 'i18next';
import type { Finding } from '../api/validators.ts';

/** Keywords that only say that something inside them failed: what failed speaks for itself. */
const branches = new Set(['allOf', 'anyOf', 'oneOf', 'if', 'not', '$ref']);

export function isBranch({ keyword }: Finding): boolean {
  return branches.has(keyword);
}

/** What a validator found as a sentence that says what would be right. `type`: of the field; `member`: the part of its value. */
export function faultText(
  t: TFunction,
  { keyword, params }: Finding,
  type: string | undefined,
  member?: string,
): string {
  const limit = typeof params.limit === 'number' ? params.limit : 0;
  switch (keyword) {
    case 'required':
      return t('fault.required');
    case 'minLength':
      return limit <= 1 ? t('fault.required') : t('fault.minLength', { limit });
    case 'maxLength':
      return t('fault.maxLength', { limit });
    case 'minimum':
      return t('fault.minimum', { limit });
    case 'maximum':
      return t('fault.maximum', { limit });
    case 'exclusiveMinimum':
      return t('fault.above', { limit });
    case 'exclusiveMaximum':
      return t('fault.below', { limit });
    case 'x-digits':
      return t('fault.digits', { scale: Number(params.scale), total: Number(params.total) });
    case 'x-json':
      return t('fault.tooLarge');
    case 'minItems':
      return t('fault.minItems', { count: limit });
    case 'maxItems':
      return t('fault.maxItems', { count: limit });
    case 'uniqueItems':
      return t('fault.unique');
    case 'enum':
      return t('fault.option');
    default:
      return member === 'country' ? t('fault.country') : formText(t, type);
  }
}

function formText(t: TFunction, type: string | undefined): string {
  switch (type) {
    case 'email':
      return t('fault.email');
    case 'phone':
      return t('fault.phone');
    case 'url':
      return t('fault.url');
    case 'duration':
      return t('form.durationProblem');
    case 'color':
      return t('fault.color');
    case 'user':
      return t('fault.id');
    default:
      return t('fault.form');
  }
}
