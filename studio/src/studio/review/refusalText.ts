import type { TFunction } from 'i18next';
import { isObject } from '../../../../core/lib/json.ts';
import type { ReasonCode } from '../../../../core/migrations/refusal.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { errorText } from '../../lib/errorText.ts';
import { asNumber, asText } from '../../lib/values.ts';
import { findEntity, findField } from '../../store/model.ts';

/** Each has a sentence here. */
const codes: Readonly<Record<ReasonCode, true>> = {
  duplicates: true,
  noValues: true,
  unfit: true,
  optionRequired: true,
  dataMisfit: true,
  noRoom: true,
  databaseRefuses: true,
  tablesInUse: true,
  dataLoss: true,
  obsolete: true,
  internal: true,
};

/** Why the database was not changed, for people; undefined where the server says it in no code that is known here. */
export function refusalText(t: TFunction, reason: unknown, model: BrowserModel): string | undefined {
  if (!isObject(reason) || !isCode(reason.code)) return undefined;
  const params = isObject(reason.params) ? reason.params : {};
  const entity = findEntity(model, asText(params.entity) ?? '');
  const field = entity && findField(entity, asText(params.field) ?? '');
  const names = [entity?.title ?? asText(params.entity), field?.title ?? asText(params.field)].filter(Boolean);
  const records = asNumber(params.records);
  const words = t(`studio.reason.${reason.code}`, {
    message: asText(params.message) ?? '',
    ...(records === undefined ? { context: 'some' } : { count: records }),
  });
  return names.length > 0 ? t('studio.reasonAt', { place: names.join(' · '), words }) : words;
}

/** What went wrong with a change of definitions, in the user's language. */
export function changeErrorText(t: TFunction, error: unknown, model: BrowserModel): string {
  const refused = error instanceof ApiError ? refusalText(t, error.body.reason, model) : undefined;
  return refused ?? errorText(t, error);
}

function isCode(code: unknown): code is ReasonCode {
  return typeof code === 'string' && Object.hasOwn(codes, code);
}
