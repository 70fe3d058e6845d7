import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';

/** The object that a text is; undefined: it is none, or no JSON. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
