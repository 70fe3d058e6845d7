import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { celProblems } from '../../celProblems.ts';
import { fieldPath } from '../../fieldPath.ts';
import { fillSample, withRecord } from '../../recordLiterals.ts';
import type { Report } from '../../report.ts';
import { entityScope, fieldType, ownScope } from '../../scope.ts';
import type { EntityOutlines, FieldOutline } from '../entity/outline.ts';
import { viewDocument } from '../view/document.ts';
import type { PageDocument, WidgetDocument } from './document.ts';
import { splitGroup, splitMeasure } from './items.ts';

type SourceDocument = Extract<WidgetDocument, { readonly type: 'number' | 'chart' | 'list' }>;

/** What is wrong with what a widget over records asks for. */
export function checkSource(
  widget: SourceDocument,
  page: PageDocument,
  set: DefinitionSet,
  outlines: EntityOutlines,
  report: Report,
): void {
  const entity = entityOf(widget, set, report);
  if (entity === undefined || !outlines.has(entity)) return;
  const at = { entity, outlines, report };
  if (widget.where !== undefined) checkWhere(widget.where, page, at);
  if (widget.dateField !== undefined) {
    const kind = typeAt(widget.dateField, ['dateField'], at)?.kind;
    if (kind !== undefined && kind !== 'date' && kind !== 'timestamp') {
      report(['dateField'], said`"${widget.dateField}" is no date or time.`);
    }
  } else if (widget.period !== undefined) report(['period'], said`A period needs the "dateField" that lies in it.`);
  if (widget.type === 'list') {
    checkList(widget, at);
    return;
  }
  checkMeasure(widget.measure ?? 'count()', at);
  if (widget.type === 'number') {
    const hasPeriod = widget.dateField !== undefined && (widget.period ?? page.period) !== undefined;
    if (widget.compare && !hasPeriod) report(['compare'], said`To compare, it needs a "dateField" and a "period".`);
    return;
  }
  checkGroup(widget.group, ['group'], at);
  if (widget.series === undefined) return;
  checkGroup(widget.series, ['series'], at);
  if (!['bar', 'line', 'area'].includes(widget.chart)) report(['series'], said`A ${widget.chart} has no series.`);
}

/** The entity by its name, or that of the view; undefined: told, or told where the view is. */
function entityOf(widget: SourceDocument, set: DefinitionSet, report: Report): string | undefined {
  if (widget.type === 'list' && widget.view !== undefined) {
    const { view: name } = widget;
    const names = set.names('view');
    if (!names.includes(name)) report(['view'], said`There is no view "${name}".${didYouMean(name, names)}`);
    const view = set.of('view').find((each) => each.name === name);
    const entity = view && viewDocument(view).entity;
    if (entity !== undefined && (widget.entity ?? entity) !== entity) {
      report(['entity'], said`The view "${name}" is one of "${entity}".`);
    }
    return entity;
  }
  const { entity = '' } = widget;
  const names = set.names('entity');
  if (names.includes(entity)) return entity;
  report(['entity'], said`There is no entity "${entity}".${didYouMean(entity, names)}`);
  return undefined;
}

interface At {
  readonly entity: string;
  readonly outlines: EntityOutlines;
  readonly report: Report;
}

function checkWhere(where: string, page: PageDocument, { entity, outlines, report }: At): void {
  const plain = entityScope(outlines, entity);
  const own = page.entity === undefined ? undefined : outlines.get(page.entity);
  const scope = own ? withRecord(plain, own.name, ownScope(outlines, own.name)) : plain;
  const { problems } = celProblems(where, scope, { expects: 'bool', query: true });
  const filled = problems.length > 0 ? undefined : fillSample(where, scope);
  const asked =
    filled === undefined ? problems : celProblems(filled, plain, { expects: 'bool', sql: true, query: true }).problems;
  for (const problem of asked) report(['where'], problem);
}

function checkList({ columns, sort }: Extract<WidgetDocument, { readonly type: 'list' }>, at: At): void {
  columns?.forEach((column, index) => {
    fieldAt(column, ['columns', index], at);
  });
  for (const key of sort?.split(',') ?? []) {
    const field = fieldAt(key.trim().replace(/^-/, ''), ['sort'], at);
    if (field && !field.type.sortable)
      at.report(['sort'], said`"${field.name}" (${field.type.name}) has no order to sort by.`);
  }
}

function checkMeasure(measure: string, at: At): void {
  const { call, path } = splitMeasure(measure);
  if (path === '') {
    if (call !== 'count') at.report(['measure'], said`${call}() needs a field.`);
    return;
  }
  const field = fieldAt(path, ['measure'], at);
  if (!field) return;
  const { kind } = fieldType(at.outlines, field);
  const isNumber = kind === 'int' || kind === 'double';
  // What is shown is a figure, also the least and the greatest.
  if (['sum', 'avg', 'min', 'max'].includes(call) && !isNumber) {
    at.report(['measure'], said`${call}() needs a number, and "${path}" is none.`);
  } else if (call === 'countDistinct' && !field.type.sortable) {
    at.report(['measure'], said`"${path}" (${field.type.name}) cannot be compared.`);
  }
}

function checkGroup(group: string, path: readonly string[], at: At): void {
  const { bucket, path: name } = splitGroup(group);
  const field = fieldAt(name, path, at);
  if (!field) return;
  const { kind } = field.type.celType(field.schema);
  if (bucket !== undefined) {
    if (kind !== 'date' && kind !== 'timestamp') at.report(path, said`"${name}" is no date or time.`);
  } else if (!field.type.groupable) at.report(path, said`"${name}" (${field.type.name}) has no values to group by.`);
}

function typeAt(name: string, path: readonly (string | number)[], at: At) {
  const outline = at.outlines.get(at.entity);
  if (outline?.broken.has(name)) return undefined;
  const field = outline?.fields.get(name);
  if (!field)
    at.report(path, said`"${at.entity}" has no field "${name}".${didYouMean(name, outline?.fields.keys() ?? [])}`);
  return field?.type.celType(field.schema);
}

/** The field that a path leads to; undefined: told, or broken where it stands. */
function fieldAt(name: string, path: readonly (string | number)[], at: At): FieldOutline | undefined {
  const found = fieldPath(name, at.entity, at.outlines);
  if (!found.ok) at.report(path, found.words);
  return found.ok && found.fields.length === name.split('.').length ? found.fields.at(-1) : undefined;
}
