import type { Ctx } from '../../context/types.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { Entity } from '../../model/types.ts';
import { list } from '../../records/list.ts';

/** A record beside another one, and the x-ids of its fields that are read. */
export interface RelatedRead {
  /** x-id */
  readonly entity: string;
  readonly record: string;
  readonly fields: readonly string[];
}

/**
 * The records that an expression reads of a record over relations to one, as they are now. `uses`: its paths, such as
 * `firm.owner.name`; formulas are followed. What it reads of many records is not among them.
 */
export async function relatedReads(
  ctx: Ctx,
  entity: Entity,
  id: string,
  uses: readonly string[],
): Promise<readonly RelatedRead[]> {
  const root = { entity, fields: new Set<string>(), over: new Map<string, Node>() };
  grow(ctx, root, uses);
  if (root.over.size === 0) return [];
  const where = { cel: 'id == _0', values: [id] };
  const page: Json = JSON.parse(await list(ctx, entity.name, { where, select: selectOf(root), limit: '1' }));
  const [record] = isObject(page) && Array.isArray(page.data) ? page.data : [];
  return readsOf(root, record);
}

/**
 * Whether only a change of the record itself makes another value of an expression over it: nothing beside it, no time.
 */
export function isOwn(
  entity: Entity,
  { source, uses }: { readonly source: string; readonly uses: readonly string[] },
): boolean {
  if (/\b(?:now|today)\s*\(/.test(source)) return false;
  return uses.every((path) => {
    const [first = '', ...rest] = path.split('.');
    const field = entity.fields.get(first);
    if (!field) return !entity.inverses.has(first);
    if (field.rollup || field.children || field.relation?.kind === 'many') return false;
    if (field.relation?.kind === 'one' && rest.length > 0) return false;
    return !field.formula || isOwn(entity, field.formula.expression);
  });
}

/** A record on the way. */
interface Node {
  readonly entity: Entity;
  readonly fields: Set<string>;
  /** By the names of relations. */
  readonly over: Map<string, Node>;
}

function grow({ model }: Pick<Ctx, 'model'>, start: Node, uses: readonly string[]): void {
  for (const path of uses) {
    let node: Node | undefined = start;
    const steps = path.split('.');
    for (const [index, step] of steps.entries()) {
      const field = node?.entity.fields.get(step);
      if (!node || !field) break;
      node.fields.add(field.id);
      if (field.formula) grow({ model }, node, field.formula.expression.uses);
      const isLast = index === steps.length - 1;
      const target = field.relation?.kind === 'one' ? model.entities.get(field.relation.targets[0] ?? '') : undefined;
      // The id of the target is the record's own.
      if (isLast || !target) break;
      const next: Node = node.over.get(step) ?? { entity: target, fields: new Set(), over: new Map() };
      node.over.set(step, next);
      node = next;
    }
  }
}

function selectOf({ over }: Node): string {
  return ['id', ...[...over].map(([name, node]) => `${name}(${selectOf(node)})`)].join(',');
}

function readsOf({ over }: Node, record: Json | undefined): RelatedRead[] {
  if (!isObject(record)) return [];
  return [...over].flatMap(([name, node]) => {
    const found = record[name];
    if (!isObject(found) || typeof found.id !== 'string') return [];
    return [{ entity: node.entity.id, record: found.id, fields: [...node.fields] }, ...readsOf(node, found)];
  });
}
