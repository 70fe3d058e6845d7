import type { Plan } from '../db/Plan.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Field } from '../model/types.ts';
import type { AggregateItem, AggregateQuery } from './AggregateQuery.ts';
import { boundAnswer, isLong } from './boundAnswer.ts';
import { createSqlBuilder, type Reader } from './createSqlBuilder.ts';
import { bucketFormats, isBucket } from './dateBuckets.ts';
import { tableOf } from './entitySql.ts';
import { followPath } from './followPath.ts';
import { matching } from './matching.ts';
import { fieldSql } from './recordScope.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { sqlTypeOf } from './sqlType.ts';

/**
 * One statement; each row is one JSON object whose keys are the items as the request wrote them. They are no names of
 * columns, because Postgres cuts those after 63 bytes.
 */
export function compileAggregate(reader: Reader, query: AggregateQuery): Plan {
  const builder = createSqlBuilder(reader);
  const where = matching(builder, query);
  const items = [...query.groups, ...query.measures];
  const columns = items.map((item, index) => `${itemSql(builder, query, item)} as c${index}`);
  const members = items.map((item, index) => `${quoteLiteral(item.key)}, g.c${index}`);
  const joins = [...builder.joins.values()].map((join) => ` ${join.sql}`).join('');
  const groupBy = query.groups.length > 0 ? ` group by ${query.groups.map((_, index) => index + 1).join(', ')}` : '';
  const order = query.sort.map(({ index, descending }) => `${index + 1}${descending ? ' desc nulls last' : ''}`);
  const orderBy = order.length > 0 ? ` order by ${order.join(', ')}` : '';
  const grouped = `select ${columns.join(', ')} from ${tableOf(query.entity)} t${joins} where ${where}${groupBy}${orderBy} limit ${query.limit}`;
  const statement = `select json_build_object(${members.join(', ')})::text from (${grouped}) g`;
  // Groups of short values cannot get large, whatever their number.
  const large = items.some(({ field }) => field && isLong(field));
  return {
    text: large ? boundAnswer(statement, 1) : statement,
    sources: builder.params.sources,
    readOnly: true,
  };
}

function itemSql(builder: SqlBuilder, query: AggregateQuery, item: AggregateItem): string {
  if (!item.field) return 'count(*)';
  const end = followPath(
    builder,
    query.entity,
    't',
    item.path.map((field) => field.name),
  );
  const value = fieldSql(builder, end.entity, item.field, end.alias);
  if (!item.call) return value;
  if (isBucket(item.call)) return bucketSql(item.call, item.field, value, query.timeZone);
  return measureSql(item.call, sqlTypeOf(item.field) === 'uuid' ? `${value}::text` : value);
}

/** `value` is no uuid: those Postgres cannot measure. */
function measureSql(call: string, value: string): string {
  if (call === 'count') return `count(${value})`;
  if (call === 'countDistinct') return `count(distinct ${value})`;
  return call === 'avg' ? `round(avg(${value}), 6)` : `${call}(${value})`;
}

function bucketSql(call: keyof typeof bucketFormats, field: Field, value: string, timeZone: string): string {
  if (field.type.celType(field.schema).kind === 'date') return `to_char(${value}, '${bucketFormats[call]}')`;
  if (!/^[A-Za-z0-9_+/-]+$/.test(timeZone)) throw new KilnError('KILN_BAD_QUERY', { detail: 'No such time zone.' });
  return `to_char(${value} at time zone '${timeZone}', '${bucketFormats[call]}')`;
}
