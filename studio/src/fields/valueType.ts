import type { BrowserField } from '../../../core/model/browserModel.ts';
import { asText } from '../lib/values.ts';

const byKind: Readonly<Record<string, string>> = {
  bool: 'boolean',
  date: 'date',
  double: 'decimal',
  duration: 'duration',
  int: 'integer',
  time: 'time',
  timestamp: 'dateTime',
};
const byFormat: Readonly<Record<string, string>> = { email: 'email', uri: 'url' };

/** The type of a field's values: its own, for a formula or rollup that of its result. */
export function valueType({ type, cel, currency, options, schema }: BrowserField): string {
  if (type !== 'formula' && type !== 'rollup') return type;
  if (options) return 'select';
  if (currency !== undefined) return 'money';
  return byKind[cel.kind] ?? byFormat[asText(schema.format) ?? ''] ?? 'text';
}
