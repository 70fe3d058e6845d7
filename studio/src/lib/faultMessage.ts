import type { TFunction } from 'i18next';
import type { FaultCode, WordedCode } from '../../../core/errors/faultCodes.ts';
import { wordedCodes } from '../../../core/errors/faultCodes.ts';
import type { Fault } from '../../../core/errors/KilnError.ts';
import type { JsonObject } from '../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';

/** A fault's sentence in the user's language; rules bring words of their own. `entity`: whose fields it may name. */
export function faultMessage(t: TFunction, { code, params, message }: Fault, entity?: BrowserEntity): string {
  if (isWorded(code)) return message;
  const context = contextOf(params);
  return t(`fault.${code}`, {
    defaultValue: message,
    replace: { ...params, ...titlesIn(params, entity) },
    ...(context === undefined ? {} : { context }),
    ...(typeof params.limit === 'number' ? { count: params.limit } : {}),
  });
}

function isWorded(code: FaultCode): code is WordedCode {
  return wordedCodes.some((worded) => worded === code);
}

/** Forms and types have sentences of their own, and states that begin or are emptied. */
function contextOf({ form, types, from, to }: JsonObject): string | undefined {
  if (typeof form === 'string') return form;
  if (from === null) return 'start';
  if (to === null) return 'emptied';
  return Array.isArray(types) && types.length === 1 ? String(types[0]) : undefined;
}

function titlesIn({ fields }: JsonObject, entity: BrowserEntity | undefined): { fields?: string[] } {
  if (!Array.isArray(fields)) return {};
  return { fields: fields.map((name) => entity?.fields.find((field) => field.name === name)?.title ?? String(name)) };
}
