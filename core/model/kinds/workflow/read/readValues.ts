import { didYouMean } from '../../../../definitions/didYouMean.ts';
import { said } from '../../../../errors/said.ts';
import { isObject, type Json } from '../../../../lib/json.ts';
import { writtenType } from '../../../scope.ts';
import { parseTemplate } from '../../../templates/parseTemplate.ts';
import { titleOf } from '../../../title.ts';
import type { Template } from '../../../workflowTypes.ts';
import type { EntityOutline, FieldOutline } from '../../entity/outline.ts';
import { inside, type Reader } from './Reader.ts';
import { listOf, objectOf, readAny } from './readAny.ts';
import { readTyped } from './readTyped.ts';

/** Values of a record of the entity. Whether all that is required is there is seen when it is written. */
export function readValues(value: Json, entity: string, reader: Reader): Template {
  const outline = reader.setting.outlines.get(entity);
  // What is wrong with the entity is reported there.
  if (!outline || !isObject(value)) return readAny(value, reader);
  return objectOf(
    Object.entries(value).map(([name, member]) => [name, readValue(name, member, outline, inside(reader, [name]))]),
  );
}

function readValue(name: string, value: Json, outline: EntityOutline, reader: Reader): Template {
  const { report, setting } = reader;
  const field = outline.fields.get(name);
  if (!field) {
    if (!outline.broken.has(name)) {
      report([], said`"${outline.name}" has no field "${name}".${didYouMean(name, outline.fields.keys())}`);
    }
    return readAny(value, reader);
  }
  if (isComputed(field)) report([], said`"${titleFor(field)}" is computed by the server.`);
  if (typeof value === 'string' && hasExpressions(value)) {
    return readTyped(value, { name: `"${titleFor(field)}"`, type: writtenType(setting.outlines, field) }, reader);
  }
  const { children, relation } = field;
  if (children && Array.isArray(value)) {
    return listOf(value.map((item, index) => readValues(item, children.entity, inside(reader, [index]))));
  }
  const template = readAny(value, reader);
  if (template.is !== 'value' || template.value === null || children || relation) return template;
  if (field.type.check(field.schema).length === 0) {
    reader.fixed.push({ report, schema: field.type.valueSchema(field.schema), value: template.value });
  }
  return template;
}

function hasExpressions(text: string): boolean {
  return parseTemplate(text).parts.some((part) => typeof part !== 'string');
}

function isComputed({ system, type, schema }: FieldOutline): boolean {
  return system ? system.writable !== true : type.computed === true || schema.readOnly === true;
}

function titleFor({ name, schema }: FieldOutline): string {
  return schema.title ?? titleOf(name);
}
