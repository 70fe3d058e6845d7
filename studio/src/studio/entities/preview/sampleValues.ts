import type { Json } from '../../../../../core/lib/json.ts';
import type { BrowserField } from '../../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../../api/records.ts';

/** Values that a record of the entity could have, where there are no real ones yet. Relations stay empty. */
export function sampleValues(fields: readonly BrowserField[], index: number): RecordValues {
  const values = fields.map((field) => [field.name, sampleValue(field, index)] as const);
  return { ...Object.fromEntries(values), id: `sample-${index}`, version: 1 };
}

const day = 24 * 60 * 60 * 1000;
/** A Monday noon, so that the samples are the same every day. */
const start = Date.UTC(2026, 2, 2, 12);

function sampleValue(field: BrowserField, index: number): Json {
  const { name, title, type, options, schema } = field;
  if (field.computed && field.result === undefined)
    return name === 'createdAt' || name === 'updatedAt' ? moment(index) : null;
  const option = options?.[index % Math.max(1, options.length)]?.value ?? null;
  const { default: usual } = schema;
  if (index === 0 && usual !== undefined) return usual;
  switch (field.result ?? type) {
    case 'text':
      return `${title} ${index + 1}`;
    case 'multiline':
    case 'markdown':
      return `${title} ${index + 1} …`;
    case 'email':
      return `person${index + 1}@example.com`;
    case 'phone':
      return `+1 202 555 01${String(index + 10)}`;
    case 'url':
      return 'https://example.com';
    case 'integer':
      return (index + 1) * 3;
    case 'decimal':
    case 'percent':
      return 12.5 * (index + 1);
    case 'money':
      return 1250 * (index + 1);
    case 'rating':
      return 1 + ((index + 3) % 5);
    case 'boolean':
      return index % 2 === 0;
    case 'date':
      return moment(index).slice(0, 10);
    case 'dateTime':
      return moment(index);
    case 'time':
      return `${String(9 + (index % 8)).padStart(2, '0')}:30:00`;
    case 'duration':
      return `PT${index + 1}H`;
    case 'select':
      return option;
    case 'multiSelect':
      return option === null ? [] : [option];
    case 'color':
      return ['#4a50cc', '#1a7a48', '#d4501a'][index % 3] ?? '#4a50cc';
    case 'autoNumber':
      return String(index + 1).padStart(4, '0');
    case 'personName':
      return {
        first: ['Ada', 'Lin', 'Noor'][index % 3] ?? 'Ada',
        last: ['Meyer', 'Chen', 'Haddad'][index % 3] ?? 'Chen',
      };
    default:
      return null;
  }
}

function moment(index: number): string {
  return new Date(start + index * day).toISOString();
}
