import { didYouMean } from '../../../definitions/didYouMean.ts';
import { type Said, said } from '../../../errors/said.ts';
import type { Report } from '../../report.ts';
import { isStoredFormula } from './isStoredFormula.ts';
import type { EntityOutline, EntityOutlines, FieldOutline } from './outline.ts';

/** Keywords of an entity that name its fields: required, x-order, x-display, x-search, x-unique, x-index, x-rules. */
export function checkKeywords(outline: EntityOutline, outlines: EntityOutlines, report: Report): void {
  const { document } = outline;
  const suggest = (name: string): Said => didYouMean(name, outline.fields.keys());
  const checkName = (name: string, fit: Fitness, at: (words: Said) => void): void => {
    if (outline.broken.has(name)) return;
    const field = outline.fields.get(name);
    const words = field
      ? fit(field, outline, outlines)
      : said`"${outline.name}" has no field "${name}".${suggest(name)}`;
    if (words !== undefined) at(words);
  };
  const each = (names: readonly string[] | undefined, path: readonly (string | number)[], fit: Fitness): void => {
    names?.forEach((name, index) => {
      checkName(name, fit, (words) => report([...path, index], words));
    });
  };
  each(document.required, ['required'], canBeRequired);
  each(document['x-order'], ['x-order'], canBeOrdered);
  each(document['x-search'], ['x-search'], canBeSearched);
  const display = document['x-display'];
  if (display !== undefined) checkName(display, canDisplay, (message) => report(['x-display'], message));
  document['x-unique']?.forEach((unique, index) => {
    if ('fields' in unique) each(unique.fields, ['x-unique', index, 'fields'], canBeIndexed);
    else each(unique, ['x-unique', index], canBeIndexed);
  });
  document['x-index']?.forEach((names, index) => {
    each(names, ['x-index', index], canBeIndexed);
  });
  document['x-rules']?.forEach((rule, index) => {
    each(rule.require, ['x-rules', index, 'require'], canBeWritten);
    each(rule.forbid, ['x-rules', index, 'forbid'], canBeWritten);
    for (const name of Object.keys(rule.range ?? {})) {
      checkName(name, isNumber, (message) => report(['x-rules', index, 'range', name], message));
    }
  });
}

/** Why a field does not fit, or undefined. */
type Fitness = (field: FieldOutline, outline: EntityOutline, outlines: EntityOutlines) => Said | undefined;

/** Why nobody writes a field, or undefined. */
export function canBeWritten({ name, system, type, schema }: FieldOutline): Said | undefined {
  if (system || type.computed) return said`"${name}" is computed by the server.`;
  if (schema.readOnly) return said`"${name}" is read-only.`;
  return undefined;
}

function isNumber(field: FieldOutline): Said | undefined {
  const { kind } = field.type.celType(field.schema);
  return kind === 'int' || kind === 'double' ? undefined : said`"${field.name}" (${field.type.name}) is not a number.`;
}

function canBeRequired(field: FieldOutline): Said | undefined {
  if (field.children || field.relation?.kind === 'many')
    return said`"${field.name}" is a list: give it "minItems" instead.`;
  if (field.schema.readOnly && (field.schema.default !== undefined || field.schema['x-default'] !== undefined))
    return undefined;
  return canBeWritten(field);
}

function canBeOrdered({ name, system }: FieldOutline): Said | undefined {
  return system ? said`"${name}" is a field of every record; those stand at the end.` : undefined;
}

function canBeSearched({ name, type, system }: FieldOutline): Said | undefined {
  return type.search === undefined || system ? said`"${name}" (${type.name}) has no text to search in.` : undefined;
}

function canDisplay({ name, type, relation }: FieldOutline): Said | undefined {
  if (type.sortable && !relation) return undefined;
  return said`"${name}" (${type.name}) cannot stand for the record: choose a field with a short text.`;
}

function canBeIndexed(field: FieldOutline, outline: EntityOutline, outlines: EntityOutlines): Said | undefined {
  const { name, type, schema } = field;
  if (schema['x-formula'] !== undefined && !isStoredFormula(field, outline, outlines)) {
    return said`"${name}" is computed when it is read, so it cannot be indexed.`;
  }
  if (type.columns(schema, name).length !== 1 || !(type.sortable || type.groupable)) {
    return said`"${name}" (${type.name}) cannot be indexed.`;
  }
  if (!type.options.includes('x-index') || field.system) return undefined;
  const before = type.check(schema).length;
  return type.check({ ...schema, 'x-index': true })[before];
}
