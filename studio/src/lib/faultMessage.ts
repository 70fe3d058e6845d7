import type { TFunction } from 'i18next';
import type { FaultCode, WordedCode } from '../../../core/errors/faultCodes.ts';
import { wordedCodes } from '../../../core/errors/faultCodes.ts';
import type { Said } from '../../../core/errors/said.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { saidOf } from './saidOf.ts';

/**
 * A sentence in the user's language, of a fault, say; rules bring words of their own. Where its catalogue is not loaded, what is
 * wrong with definitions is said in English. `entity`: whose fields it may name.
 */
export function faultMessage(t: TFunction, { code, params, message }: Said, entity?: BrowserEntity): string {
  if (isWorded(code)) return filled(t, params) || message;
  const context = contextOf(params);
  return t(`fault.${code}`, {
    defaultValue: message,
    replace: { ...params, ...titlesIn(params, entity) },
    ...(context === undefined ? {} : { context }),
    ...(typeof params.limit === 'number' ? { count: params.limit } : {}),
  });
}

/** The sentence that the catalogue has for a text, with its values; empty where it has none. */
function filled(t: TFunction, { text, values }: JsonObject): string {
  if (typeof text !== 'string' || text === '' || !Array.isArray(values)) return '';
  const sentence = t(text, { ns: 'said', keySeparator: false, nsSeparator: false, defaultValue: '' });
  return sentence.replace(/\{(\d{1,2})\}/g, (_, index: string) => valueText(t, values[Number(index)]));
}

function valueText(t: TFunction, value: Json | undefined): string {
  if (isObject(value)) return faultMessage(t, saidOf(value));
  return value === undefined || value === null ? '' : String(value);
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
