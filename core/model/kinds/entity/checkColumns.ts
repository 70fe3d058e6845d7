import { type Said, said } from '../../../errors/said.ts';
import { snakeCase } from '../../../lib/snakeCase.ts';
import type { Report } from '../../report.ts';
import type { EntityOutline } from './outline.ts';

/** Columns that every table may have besides those of its fields: what x-search looks into. */
const searchColumns = ['search_short', 'search_long'];

/** Columns that Postgres gives every table. */
const systemColumns = ['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax'];

/** Columns of a table must differ. Some field types keep a second one, whose name another field's may be. */
export function checkColumns({ fields }: EntityOutline, report: Report): void {
  const owners = new Map<string, string | Said>([
    ...searchColumns.map((column): [string, Said] => [column, said`the search`]),
    ...systemColumns.map((column): [string, Said] => [column, said`every table`]),
  ]);
  for (const { name, schema, type } of fields.values()) {
    for (const { name: column } of type.columns(schema, snakeCase(name)).slice(1)) owners.set(column, `"${name}"`);
  }
  for (const name of fields.keys()) {
    const owner = owners.get(snakeCase(name));
    if (owner === undefined) continue;
    const message = said`In the database, ${owner} has a column "${snakeCase(name)}" of its own; choose another name than "${name}".`;
    report(['properties', name], message);
  }
}
