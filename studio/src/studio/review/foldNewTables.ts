import type { Operation } from '../../api/changesets.ts';

const fittings: ReadonlySet<string> = new Set(['createTable', 'addForeignKey', 'addIndex', 'addCheck']);

/**
 * The operations as people follow them: whatever fits out an entity that the same plan makes (its lists, references and
 * indexes) belongs to that one line, which then has all of their SQL.
 */
export function foldNewTables(operations: readonly Operation[]): readonly Operation[] {
  const isEntity = ({ op, field }: Operation) => op === 'createTable' && field === undefined;
  const made = new Set(operations.filter(isEntity).map(({ entity }) => entity));
  const belongs = (operation: Operation) =>
    made.has(operation.entity) && operation.risk === 'safe' && fittings.has(operation.op);
  const parts = Map.groupBy(operations.filter(belongs), ({ entity }) => entity);
  return operations.flatMap((operation) => {
    if (!belongs(operation)) return [operation];
    if (!isEntity(operation)) return [];
    const sql = (parts.get(operation.entity) ?? []).flatMap((part) => part.sql);
    return [{ ...operation, sql }];
  });
}
