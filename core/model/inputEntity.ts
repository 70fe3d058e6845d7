import type { DefinitionSet, SemanticProblem } from '../definitions/kind.ts';
import type { Definition } from '../definitions/types.ts';
import { type Said, said } from '../errors/said.ts';
import type { JsonObject } from '../lib/json.ts';
import { checkField } from './kinds/entity/checkField.ts';
import { checkLiteralDefaults } from './kinds/entity/checkLiteralDefaults.ts';
import { compileEntity } from './kinds/entity/compile.ts';
import { type EntityOutline, type EntityOutlines, type FieldOutline, outlineEntities } from './kinds/entity/outline.ts';
import type { Report } from './report.ts';
import type { Entity } from './types.ts';

/** What is asked for in a dialog or a form: JSON Schema of an object whose members are written as an entity's fields are. */
export interface InputDocument {
  readonly type: 'object';
  readonly properties: JsonObject;
  readonly required?: readonly string[];
}

/** Members of what a function is called with that stand for where it was called. */
const reserved: ReadonlySet<string> = new Set(['record', 'entity', 'ids', 'values']);
/** Nothing could be done with them: they are kept in records, or made by the server. */
const unfit: ReadonlySet<string> = new Set([
  ...['children', 'autoNumber', 'encrypted', 'formula', 'rollup', 'file', 'files', 'image', 'images'],
]);
const unfitKeywords = ['x-default', 'x-unique', 'x-index', 'readOnly'] as const;

/** The name of the entity that an input becomes. Entities of the model have none of this form. */
export function inputName(kind: 'action' | 'page' | 'workflow', name: string, widget?: number): string {
  return [kind, name, ...(widget === undefined ? [] : [widget])].join('-');
}

/** What is wrong with an input. Paths that are reported begin at it. */
export function checkInput(input: InputDocument, set: DefinitionSet, entities: EntityOutlines, report: Report): void {
  const outline = outlineOf('input', input, set);
  const outlines = new Map([...entities, [outline.name, outline]]);
  for (const [name, field] of outline.fields) {
    const path = ['properties', name];
    if (!Object.hasOwn(input.properties, name)) continue;
    if (reserved.has(name)) report(path, said`"${name}" says where the function was called; choose another name.`);
    const words = unfitFor(field);
    if (words !== undefined) report(path, words);
  }
  for (const name of Object.keys(input.properties)) checkField(name, outline, outlines, report);
  input.required?.forEach((name, index) => {
    if (!Object.hasOwn(input.properties, name))
      report(['required', index], said`Nothing called "${name}" is asked for.`);
  });
  const problems: SemanticProblem[] = [];
  checkLiteralDefaults(new Map([[outline.name, outline]]), problems);
  for (const { path, ...words } of problems) report(path, words);
}

function unfitFor({ name, type, schema }: FieldOutline): Said | undefined {
  if (type.computed || unfit.has(type.name)) return said`"${name}" (${type.name}) cannot be asked for.`;
  const keyword = unfitKeywords.find((each) => schema[each] !== undefined);
  if (keyword !== undefined) return said`"${keyword}" means nothing here.`;
  const conditional = Object.values(schema['x-options'] ?? {}).some(({ when }) => when !== undefined);
  return conditional ? said`Options have no conditions here.` : undefined;
}

/** The input as an entity, so that it is shown, checked and typed in as a record is. It has no system fields. */
export function compileInput(name: string, title: string, input: InputDocument, set: DefinitionSet): Entity {
  const outline = outlineOf(name, input, set, title);
  const entity = compileEntity(outline, new Map([[name, outline]]), undefined, []);
  return { ...entity, fields: new Map([...entity.fields].filter(([, field]) => !field.system)) };
}

function outlineOf(name: string, input: InputDocument, set: DefinitionSet, title = name): EntityOutline {
  const { type, properties, required = [] } = input;
  const document = { $id: name, title, type, properties, required: [...required] };
  const definition: Definition = { kind: 'entity', name, package: '', document };
  const outline = outlineEntities({ of: () => [definition], names: set.names, broken: () => [] }).get(name);
  if (!outline) throw new TypeError(`The input ${name} has no outline`);
  return outline;
}
