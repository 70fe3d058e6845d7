import type { Json } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { isEmpty } from '../../lib/values.ts';

/** A field, and the field of a related record whose value it would take over. */
export interface RelatedPair {
  readonly own: BrowserField;
  readonly from: BrowserField;
}

/** What related records have in common: where they are, how to reach them, in what they count. */
const shared = new Set(['address', 'geoPoint', 'phone', 'url', 'select', 'percent']);
/** A line of an order repeats what it sells, with its name and price. */
const sharedByLines = new Set([...shared, 'text', 'multiline', 'money', 'decimal']);

/**
 * Fields that a related record can fill in: of the same type, and of the same name or one that ends in it (`unitPrice` from
 * `price`, `address` from `billingAddress`).
 */
export function relatedPairs(
  fields: readonly BrowserField[],
  target: BrowserEntity,
  { isLine }: { readonly isLine: boolean },
): RelatedPair[] {
  const types = isLine ? sharedByLines : shared;
  return fields.flatMap((own) => {
    if (own.computed || own.system || !types.has(own.type)) return [];
    const candidates = target.fields.filter(({ type, system, computed }) => type === own.type && !system && !computed);
    const from =
      candidates.find(({ name }) => name === own.name) ??
      candidates.find(({ name }) => endsIn(own.name, name) || endsIn(name, own.name));
    return from ? [{ own, from }] : [];
  });
}

/** The pairs whose own field is still empty or as a new record has it, and would become another. */
export function openPairs(
  pairs: readonly RelatedPair[],
  related: Readonly<Record<string, Json>>,
  values: Readonly<Record<string, Json>>,
): { readonly own: BrowserField; readonly value: Json }[] {
  return pairs.flatMap(({ own, from }) => {
    const value = related[from.name] ?? null;
    const current = values[own.name] ?? null;
    const isUntouched = isEmpty(current) || jsonEqual(current, own.schema.default ?? null);
    const isOffered = own.options === undefined || own.options.some((option) => option.value === value);
    return isUntouched && isOffered && !isEmpty(value) && !jsonEqual(current, value) ? [{ own, value }] : [];
  });
}

function endsIn(long: string, short: string): boolean {
  return short.length > 3 && long.endsWith(short.charAt(0).toUpperCase() + short.slice(1));
}
