import { didYouMean } from '../../../definitions/didYouMean.ts';
import { said } from '../../../errors/said.ts';
import { resultType } from '../../../fields/shared/resultType.ts';
import { fieldPath } from '../../fieldPath.ts';
import type { Report } from '../../report.ts';
import type { EntityOutlines, FieldOutline } from '../entity/outline.ts';
import type { ViewDocument } from './document.ts';

/** Fields whose few values a board can have as columns. */
const columnTypes: ReadonlySet<string> = new Set(['select', 'relation', 'user', 'boolean']);
const momentTypes: ReadonlySet<string> = new Set(['date', 'dateTime']);
const numberTypes: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'percent', 'rating']);

/** What is wrong with the fields that make a view a board or a calendar, or group a list. */
export function checkShape(view: ViewDocument, outlines: EntityOutlines, report: Report): void {
  const entity = outlines.get(view.entity);
  if (!entity) return;
  /** The field that a keyword names, unless it is wrong in itself, which is reported where it stands. */
  const own = (keyword: keyof ViewDocument, name: string | undefined): FieldOutline | undefined => {
    if (name === undefined || entity.broken.has(name)) return undefined;
    const field = entity.fields.get(name);
    if (!field)
      report([keyword], said`"${entity.name}" has no field "${name}".${didYouMean(name, entity.fields.keys())}`);
    return field;
  };

  const group = own('groupBy', view.groupBy);
  if (group && view.type === 'board' && !isColumn(group)) {
    report(['groupBy'], said`"${group.name}" (${group.type.name}) cannot be the columns of a board: ${columnsNeed}`);
  } else if (group && !group.type.groupable) {
    report(['groupBy'], said`"${group.name}" (${group.type.name}) has no values to group by.`);
  }
  const sum = own('sumField', view.sumField);
  // A rollup has no column of its own that could be added up.
  if (sum && (!numberTypes.has(valueType(sum)) || sum.type.name === 'rollup')) {
    report(['sumField'], said`"${sum.name}" (${sum.type.name}) holds no numbers that can be added up.`);
  }
  const start = own('startField', view.startField);
  if (start && !momentTypes.has(valueType(start))) report(['startField'], said`"${start.name}" is no date or time.`);
  const end = own('endField', view.endField);
  if (start && end && valueType(start) !== valueType(end)) {
    report(['endField'], said`"${end.name}" is of another type than "${start.name}".`);
  }
  const color = own('colorField', view.colorField);
  if (color && color.type.name !== 'select') report(['colorField'], said`"${color.name}" is no select field.`);
  for (const [path, name] of pathsOf(view)) {
    const found = fieldPath(name, view.entity, outlines);
    if (!found.ok) report(path, found.words);
  }
}

const columnsNeed = said`it takes a select, a relation to one, a user or a boolean.`;

function isColumn({ type, relation }: FieldOutline): boolean {
  return columnTypes.has(type.name) && (!relation || relation.kind === 'one');
}

/** The type of the values, of a formula those of its result. */
function valueType({ schema, type }: FieldOutline): string {
  return type.name === 'formula' || type.name === 'rollup' ? (resultType(schema)?.type.name ?? type.name) : type.name;
}

function pathsOf({ cardFields = [], titleField }: ViewDocument): [path: (string | number)[], name: string][] {
  return [
    ...cardFields.map((name, index): [(string | number)[], string] => [['cardFields', index], name]),
    ...(titleField === undefined ? [] : [[['titleField'], titleField] satisfies [string[], string]]),
  ];
}
