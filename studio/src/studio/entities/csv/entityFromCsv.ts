import type { JsonObject } from '../../../../../core/lib/json.ts';
import { apiName, type Romanize } from '../document/apiName.ts';
import { freeName } from '../document/changeFields.ts';
import { type FieldTypeName, startingSchema } from '../document/fieldKinds.ts';
import { fieldTypeOf } from '../document/fieldSchema.ts';
import { objectAt } from '../document/members.ts';
import type { EntityTemplate } from '../templates/entityTemplates.ts';
import { guessType, optionsOf } from './guessField.ts';
import type { CsvHead } from './readCsvHead.ts';

/** A column as a field; a type of undefined leaves it out. */
export interface CsvField {
  readonly header: string;
  readonly values: readonly string[];
  readonly type: FieldTypeName | undefined;
}

export function csvFields({ headers, rows }: CsvHead): CsvField[] {
  return headers.flatMap((header, index) => {
    const values = rows.map((row) => row[index] ?? '');
    if (header === '' && values.every((value) => value.trim() === '')) return [];
    return [{ header, values, type: guessType(header, values) }];
  });
}

const han = /\p{Script=Han}/u;

/** The fields of a file as an entity: titles are the headers, and the first text stands for a record. */
export function entityFromCsv(fields: readonly CsvField[], romanize: Romanize | undefined): EntityTemplate {
  const properties: JsonObject = {};
  const texts: JsonObject = {};
  const taken = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'deletedAt', 'ownerId']);
  fields.forEach(({ header, values, type }, index) => {
    if (type === undefined) return;
    const title = (header || `Column ${index + 1}`).slice(0, 200);
    const name = freeName(taken, apiName(title, `column${index + 1}`, romanize));
    taken.add(name);
    const start = startingSchema(type, { entity: '', targets: [], incoming: [], display: undefined });
    properties[name] = { title, ...(type === 'select' ? optionsOf(values, romanize) : start) };
    if (han.test(title)) texts[name] = { title };
  });
  const display = Object.keys(properties).find((name) => fieldTypeOf(objectAt(properties, name)) === 'text');
  return {
    document: {
      'x-icon': 'database',
      'x-owned': true,
      ...(display === undefined ? {} : { 'x-display': display, 'x-search': [display] }),
      properties,
    },
    texts: Object.keys(texts).length > 0 ? { fields: texts } : {},
  };
}
