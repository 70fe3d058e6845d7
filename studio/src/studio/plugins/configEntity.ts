import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { titleOf } from '../../../../core/model/title.ts';
import { asText, asTexts } from '../../lib/values.ts';

/**
 * The settings that a JSON Schema describes, as an entity, so that they are filled in as a record is. What has no field
 * of its own is typed as JSON.
 */
export function configEntity(schema: JsonObject, name: string, title: string): BrowserEntity {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = asTexts(schema.required);
  return {
    ...{ name, title, pluralTitle: title, display: '' },
    ...{ owned: false, settings: false, managed: false, search: false },
    ...{ rights: ['create', 'read', 'update'], rightsOnAll: ['create', 'read', 'update'] },
    ...{ inverses: [], rules: [], unique: [] },
    fields: Object.entries(properties).map(([key, property]) => fieldOf(key, property, required.includes(key))),
  };
}

function fieldOf(name: string, property: Json, required: boolean): BrowserField {
  const schema = isObject(property) ? property : {};
  const [title, help] = [asText(schema.title) ?? titleOf(name), asText(schema.description)];
  const kind = kindOf(schema);
  return {
    ...{ name, title, required, ...kind },
    ...(help === undefined ? {} : { help }),
    ...{ computed: false, writable: true, masked: false, system: false },
    ...{ sortable: false, filterable: false, groupable: false },
    schema: { ...schema, title },
    cel: { kind: 'dyn' },
    ...(kind.type === 'select' || kind.type === 'multiSelect' ? { options: optionsOf(schema) } : {}),
  };
}

function kindOf(schema: JsonObject): Pick<BrowserField, 'type' | 'widget'> {
  const of = (type: string, widget = type) => ({ type, widget });
  const items = isObject(schema.items) ? schema.items : {};
  if (isTexts(schema.enum)) return of('select');
  switch (schema.type) {
    case 'boolean':
      return of('boolean');
    case 'integer':
      return of('integer');
    case 'number':
      return of('decimal');
    case 'string':
      return textKind(asText(schema.format), of);
    case 'array':
      if (isTexts(items.enum)) return of('multiSelect');
      return items.type === 'string' && items.format === undefined ? of('tags') : of('json');
    default:
      return of('json');
  }
}

function textKind(format: string | undefined, of: (type: string) => Pick<BrowserField, 'type' | 'widget'>) {
  const known: Readonly<Record<string, string>> = {
    ...{ date: 'date', 'date-time': 'dateTime', time: 'time', duration: 'duration' },
    ...{ email: 'email', uri: 'url', multiline: 'multiline', markdown: 'markdown' },
  };
  return of((format !== undefined && Object.hasOwn(known, format) ? known[format] : undefined) ?? 'text');
}

function optionsOf(schema: JsonObject): NonNullable<BrowserField['options']> {
  const values = asTexts(schema.enum ?? (isObject(schema.items) ? schema.items.enum : undefined));
  const titles = isObject(schema['x-options']) ? schema['x-options'] : {};
  return values.map((value) => {
    const option = Object.hasOwn(titles, value) ? titles[value] : undefined;
    return { value, title: (isObject(option) ? asText(option.title) : undefined) ?? titleOf(value) };
  });
}

function isTexts(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}
