import type { Entity } from '../model/types.ts';
import { followPath } from './followPath.ts';
import type { CompiledKey } from './keyset.ts';
import type { SortKey } from './parseSort.ts';
import { fieldReadable } from './readable.ts';
import { fieldSql } from './recordScope.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/** SQL of each sort key; keys of related records join them (left, once per path). */
export function sortSql(builder: SqlBuilder, entity: Entity, alias: string, keys: readonly SortKey[]): CompiledKey[] {
  return keys.map((key) => {
    const end = followPath(
      builder,
      entity,
      alias,
      key.path.map((field) => field.name),
    );
    return {
      sql: fieldSql(builder, end.entity, key.field, end.alias),
      descending: key.descending,
      nullable:
        key.path.length > 0 ||
        fieldReadable(builder, end.entity, key.field, end.alias) !== undefined ||
        !(key.field.required || ['id', 'createdAt', 'updatedAt', 'version'].includes(key.field.name)),
    };
  });
}
