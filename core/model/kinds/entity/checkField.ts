import { didYouMean } from '../../../definitions/didYouMean.ts';
import { isPrototypeKey } from '../../../definitions/forbiddenKeys.ts';
import { fromPointer } from '../../../definitions/pointer.ts';
import { said } from '../../../errors/said.ts';
import { fieldTypes, inferFieldType } from '../../../fields/fieldTypes.ts';
import { resultType } from '../../../fields/shared/resultType.ts';
import type { FieldSchema } from '../../../fields/types.ts';
import { snakeCase } from '../../../lib/snakeCase.ts';
import { linearPattern, patternRefusal, patternsIn } from '../../patterns.ts';
import type { Report } from '../../report.ts';
import { reservedFieldNames } from '../../systemFields.ts';
import { childrenFaults, type FieldFault, relationFaults, rollupFaults } from './fieldReferences.ts';
import { joinTable, longestIdentifier } from './identifiers.ts';
import type { EntityOutline, EntityOutlines, FieldOutline } from './outline.ts';

/** What is wrong with one field of a document, its expressions aside. */
export function checkField(name: string, outline: EntityOutline, outlines: EntityOutlines, report: Report): void {
  const schema = outline.document.properties[name];
  if (schema === undefined) return;
  for (const { path, ...words } of faultsOf(name, schema, outline, outlines)) {
    report(['properties', name, ...path], words);
  }
}

function faultsOf(
  name: string,
  schema: FieldSchema,
  outline: EntityOutline,
  outlines: EntityOutlines,
): readonly FieldFault[] {
  const type = inferFieldType(schema);
  const own: FieldFault[] = type
    ? type.check(schema).map(({ pointer, ...words }) => ({ path: fromPointer(pointer), ...words }))
    : [unknownType(schema)];
  if (reservedFieldNames.has(name) || isPrototypeKey(name)) {
    return [{ path: [], ...said`"${name}" is reserved; choose another name.` }, ...own];
  }
  const field = outline.fields.get(name);
  if (field === undefined) return own;
  return [
    ...own,
    ...patternFaults(schema),
    ...identifierFaults(field, outline),
    ...relationFaults(field, outline, outlines),
    ...childrenFaults(field, outline, outlines),
    ...rollupFaults(field, outline, outlines),
    ...currencyFaults(field, outline, outlines),
  ];
}

function unknownType(schema: FieldSchema): FieldFault {
  const named = schema['x-type'];
  const known = [...fieldTypes.keys()];
  if (named !== undefined) {
    return { path: ['x-type'], ...said`There is no field type "${named}".${didYouMean(named, known)}` };
  }
  if (schema.format !== undefined) {
    const words = said`The format "${schema.format}" means no field type.${didYouMean(schema.format, known)}`;
    return { path: ['format'], ...words };
  }
  return { path: [], ...said`Nothing says what type of field this is: give it a "type", a "format" or an "x-type".` };
}

/** The server runs them in linear time, so that no text can hold it up. */
function patternFaults(schema: FieldSchema): FieldFault[] {
  return patternsIn(schema)
    .filter(({ pattern }) => linearPattern(pattern) === undefined)
    .map(({ path, pattern }) => ({ path, ...patternRefusal(pattern) }));
}

function identifierFaults({ name, schema, type, relation }: FieldOutline, outline: EntityOutline): FieldFault[] {
  const column = snakeCase(name);
  const names = [column, ...type.columns(schema, column).map((spec) => spec.name)];
  if (relation?.kind === 'many') names.push(joinTable(snakeCase(outline.name), name));
  const long = names.find((identifier) => identifier.length > longestIdentifier);
  if (long === undefined) return [];
  const words = said`In the database this would be called "${long}", which is longer than ${longestIdentifier} characters.`;
  return [{ path: [], ...words }];
}

/** The currency stands in a field of the record or, for line items, of their parent. */
function currencyFaults({ schema }: FieldOutline, outline: EntityOutline, outlines: EntityOutlines): FieldFault[] {
  const currency = schema['x-currency'];
  if (currency === undefined || typeof currency === 'string') return [];
  const parent = outlines.get(outline.document['x-parent']?.entity ?? '');
  const holders = [outline, ...(parent ? [parent] : [])];
  const known = new Set(
    holders.flatMap(({ fields, broken }) => [
      ...[...fields.values()].filter(holdsCode).map(({ name }) => name),
      ...broken,
    ]),
  );
  if (known.has(currency.field)) return [];
  const help = didYouMean(currency.field, known);
  const words = said`"${currency.field}" is no select or text field of "${outline.name}".${help}`;
  return [{ path: ['x-currency', 'field'], ...words }];
}

/** Whether its values, also computed ones, can be the code of a currency. */
function holdsCode({ type, schema }: FieldOutline): boolean {
  const { name } = resultType(schema)?.type ?? type;
  return name === 'select' || name === 'text';
}
