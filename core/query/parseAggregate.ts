import type { Ctx } from '../context/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { FilledCondition } from '../expressions/types.ts';
import type { Entity, Field } from '../model/types.ts';
import type { AggregateItem, AggregateQuery } from './AggregateQuery.ts';
import { parseCondition } from './condition.ts';
import { isBucket } from './dateBuckets.ts';
import { parseFlag, parseLimit } from './parseList.ts';
import { requestLimits } from './requestLimits.ts';
import { parseSearch } from './searchSql.ts';

/** Parameters of `GET /api/records/:entity/aggregate` as they arrive; inside the server a condition may have its values beside it. */
export interface AggregateParams {
  /** `stage,account.industry,month(closeDate)` */
  readonly group?: string;
  /** `count(),sum(amount)`; default `count()` */
  readonly measure?: string;
  readonly where?: string | FilledCondition;
  readonly search?: string;
  /** Keys of the answer: `-count(),stage`. Default: the groups. */
  readonly sort?: string;
  readonly limit?: string;
  readonly deleted?: string;
  /** IANA name for date buckets of timestamps; default UTC. */
  readonly timeZone?: string;
}

const maxItems = 8;
const numeric = new Set(['int', 'double', 'duration']);
const measureNames = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max'];

export function parseAggregate(ctx: Ctx, entity: Entity, params: AggregateParams): AggregateQuery & { shape: string } {
  const groups = split(params.group).map((text) => parseItem(ctx, entity, text, 'group'));
  const measures = split(params.measure ?? 'count()').map((text) => parseItem(ctx, entity, text, 'measure'));
  if (groups.length > maxItems || measures.length > maxItems) {
    fail('group', `at most ${maxItems} groups and ${maxItems} measures.`);
  }
  const keys = [...groups, ...measures].map((item) => item.key);
  if (new Set(keys).size < keys.length) fail('measure', 'names the same item twice.');
  const where = params.where ? parseCondition(ctx, entity, params.where) : undefined;
  const search = params.search?.trim() ? parseSearch(params.search) : undefined;
  const deleted = parseFlag('deleted', params.deleted);
  const limit = parseLimit(params.limit, requestLimits.page, requestLimits.page);
  const timeZone = parseTimeZone(params.timeZone);
  const shape = [
    params.group,
    params.measure,
    params.sort,
    limit,
    deleted,
    timeZone,
    where?.shape,
    search && [search.patterns.length, search.tsquery !== ''],
  ];
  return {
    entity,
    groups,
    measures,
    sort: parseSort(params.sort, keys, groups.length),
    limit,
    deleted,
    timeZone,
    shape: JSON.stringify(shape),
    ...(where ? { where } : {}),
    ...(search ? { search } : {}),
  };
}

function split(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function parseItem(ctx: Ctx, entity: Entity, text: string, parameter: 'group' | 'measure'): AggregateItem {
  const match = /^(?:([a-zA-Z]+)\(([a-zA-Z0-9.]*)\)|([a-zA-Z0-9.]+))$/.exec(text);
  const [, call, inside, plain] = match ?? [];
  if (!match) fail(parameter, `'${text}' is not understood.`);
  if (parameter === 'measure') {
    if (!call || !measureNames.includes(call)) fail(parameter, `'${text}': use ${measureNames.join(', ')} of a field.`);
    if (call === 'count' && inside === '') return { key: text, call, path: [] };
  } else if (call && !isBucket(call)) {
    fail(parameter, `'${text}': use year, quarter, month, week or day of a date.`);
  }
  const { path, field } = resolve(ctx, entity, inside ?? plain ?? '', parameter);
  checkItem(parameter, text, call, field);
  return { key: text, path, field, ...(call ? { call } : {}) };
}

function checkItem(parameter: string, text: string, call: string | undefined, field: Field): void {
  const kind = field.type.celType(field.schema).kind;
  if (parameter === 'group') {
    if (call && kind !== 'date' && kind !== 'timestamp') fail(parameter, `'${text}': ${field.name} is not a date.`);
    if (!call && !field.type.groupable) fail(parameter, `'${text}': ${field.type.name} fields cannot be grouped by.`);
  } else if (call === 'sum' || call === 'avg') {
    if (!numeric.has(kind) || (call === 'avg' && kind === 'duration'))
      fail(parameter, `'${text}': ${field.name} is not a number.`);
  } else if ((call === 'min' || call === 'max') && kind === 'bool') {
    fail(parameter, `'${text}': ${field.name} has no order.`);
  } else if (!field.type.sortable && call !== 'count') {
    fail(parameter, `'${text}': ${field.type.name} fields cannot be compared.`);
  }
}

function resolve(ctx: Ctx, entity: Entity, text: string, parameter: string): { path: Field[]; field: Field } {
  const names = text.split('.');
  const path: Field[] = [];
  let at = entity;
  for (const [index, name] of names.entries()) {
    const field = at.fields.get(name);
    if (!field || field.children) return fail(parameter, `${at.name} has no field '${name}'.`);
    if (index === names.length - 1) return { path, field };
    const target =
      field.relation?.kind === 'one' ? ctx.access.model.entities.get(field.relation.targets[0] ?? '') : undefined;
    if (!target || path.length >= 3) return fail(parameter, `'${text}' does not lead to one field.`);
    path.push(field);
    at = target;
  }
  return fail(parameter, `'${text}' names no field.`);
}

function parseSort(text: string | undefined, keys: readonly string[], groups: number): AggregateQuery['sort'] {
  if (!text) return Array.from({ length: groups }, (_, index) => ({ index, descending: false }));
  return split(text).map((item) => {
    const descending = item.startsWith('-');
    const index = keys.indexOf(descending ? item.slice(1) : item);
    if (index < 0) fail('sort', `'${item}' is neither a group nor a measure of this request.`);
    return { index, descending };
  });
}

function parseTimeZone(text: string | undefined): string {
  if (!text) return 'UTC';
  const known = Intl.supportedValuesOf('timeZone').includes(text) || text === 'UTC';
  return known ? text : fail('timeZone', `'${text.slice(0, 60)}' is not the name of a time zone.`);
}

function fail(parameter: string, message: string): never {
  throw new KilnError('KILN_BAD_QUERY', {
    detail: `${parameter}: ${message}`,
    errors: [wordedFault(parameter, 'other', message)],
  });
}
