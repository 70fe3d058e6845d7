import { quoteIdent } from '../lib/quoteIdent.ts';

/** The statement that makes links of the list that `given` has, each record once, in order. */
export function linkRows(table: string): string {
  return `insert into data.${quoteIdent(table)} (source, target, position)
select given.id, item.target, min(item.place) - 1
from given cross join lateral unnest(given.list) with ordinality as item(target, place)
group by 1, 2`;
}

/**
 * SQL of the links of a record where those that come back from parking stay if they still begin with what the list
 * does.
 * @param parked name of the table of links in schema parked, unquoted
 * @param isExact an empty list means that there are no links
 */
export function keptLinks(list: string, parked: string, isExact: boolean): string {
  const empty = isExact ? '' : 'given.list is null or ';
  return `(select case when ${empty}kept.list[1] is not distinct from given.list[1] then kept.list else given.list end
  from (select ${list} as list offset 0) as given,
    (select array(
      select target from parked.${quoteIdent(parked)} as link where link.source = "id" order by position
    ) as list) as kept)`;
}
