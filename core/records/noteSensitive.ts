import { auditLater } from '../audit/audit.ts';
import type { ApiEntry } from '../audit/toApiEntry.ts';
import type { Ctx } from '../context/types.ts';
import { isObject, type Json } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { defaultSelection, itemName, parseSelect, type SelectItem, type Selection } from '../query/parseSelect.ts';
import { seenEntityOf } from './entityOf.ts';

/**
 * Notes in the audit which sensitive fields (x-sensitive) a record has shown, its own and those of records inside it.
 */
export function noteSensitive(
  ctx: Ctx,
  entityName: string,
  id: string,
  select: string | undefined,
  json: string,
): void {
  const entity = seenEntityOf(ctx, entityName);
  const selection = sensitiveSelection(ctx, entity, select);
  if (!selection) return;
  const fields = [...new Set(shownIn(selection, JSON.parse(json), ''))];
  if (fields.length > 0) auditLater(ctx, { action: 'read', entity: entity.id, record: id, details: { fields } });
}

/** The same of a page of a list, in one entry: how many records have shown some, and the first of them. */
export function noteSensitiveList(ctx: Ctx, entityName: string, select: string | undefined, json: string): void {
  const entity = seenEntityOf(ctx, entityName);
  const selection = sensitiveSelection(ctx, entity, select);
  if (!selection) return;
  const page: Json = JSON.parse(json);
  const records = isObject(page) && Array.isArray(page.data) ? page.data : [];
  const found = records.flatMap((record) => {
    const fields = shownIn(selection, record, '');
    return fields.length > 0 && isObject(record) ? [{ id: record.id, fields }] : [];
  });
  if (found.length === 0) return;
  const fields = [...new Set(found.flatMap((record) => record.fields))];
  const ids = found.slice(0, mostNamed).flatMap(({ id }) => id ?? []);
  auditLater(ctx, { action: 'read', entity: entity.id, details: { fields, records: found.length, ids } });
}

/** Records that an entry names. */
const mostNamed = 100;

/**
 * What is selected, where something of it is sensitive. Every read comes by here, and most entities have no such field.
 */
function sensitiveSelection(ctx: Ctx, entity: Entity, select: string | undefined): Selection | undefined {
  if (!select?.includes('(') && !hasSensitiveField(entity)) return undefined;
  const selection = select ? parseSelect(ctx.access.model, entity, select) : defaultSelection(entity);
  return hasSensitive(selection) ? selection : undefined;
}

/** The same of values that the past of a record has shown. */
export function noteSensitivePast(ctx: Ctx, entity: Entity, id: string, entries: readonly ApiEntry[]): void {
  const shown = entries.flatMap(({ entity: name, changes }) => {
    const changed = name === null ? undefined : ctx.model.entities.get(name);
    return changes.flatMap((change) => {
      const field = changed?.fields.get(change.field);
      return field?.schema['x-sensitive'] ? [field.name] : [];
    });
  });
  if (shown.length === 0) return;
  auditLater(ctx, {
    action: 'read',
    entity: entity.id,
    record: id,
    details: { fields: [...new Set(shown)], past: true },
  });
}

function hasSensitiveField({ fields }: Entity): boolean {
  for (const { schema } of fields.values()) if (schema['x-sensitive']) return true;
  return false;
}

function hasSensitive({ items }: Selection): boolean {
  return items.some((item) =>
    item.kind === 'field' ? isSensitive(item) : selectionsOf(item).some(([, inner]) => hasSensitive(inner)),
  );
}

/** Paths of the sensitive fields that have a value: `salary`, `account.taxNumber`. */
function shownIn(selection: Selection, value: Json, prefix: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => shownIn(selection, each, prefix));
  if (!isObject(value)) return [];
  return selection.items.flatMap((item) => {
    const name = itemName(item);
    const inner = value[name] ?? null;
    if (inner === null) return [];
    if (item.kind === 'field') return isSensitive(item) ? [`${prefix}${name}`] : [];
    return selectionsOf(item).flatMap(([entity, selection]) =>
      shownIn(selection, recordIn(inner, entity), `${prefix}${name}.`),
    );
  });
}

/** A polymorphic relation brings `{entity, id, record}`; `entity` is undefined for all others. */
function recordIn(value: Json, entity: string | undefined): Json {
  if (entity === undefined || !isObject(value)) return value;
  return value.entity === entity ? (value.record ?? null) : null;
}

function selectionsOf(item: SelectItem): [string | undefined, Selection][] {
  if (item.kind === 'field') return [];
  if (item.kind !== 'relation') return [[undefined, item.selection]];
  const isOne = item.field.relation?.kind !== 'polymorphic';
  return [...item.targets].map(([entity, selection]) => [isOne ? undefined : entity, selection]);
}

function isSensitive(item: SelectItem): boolean {
  return item.kind === 'field' && item.field.schema['x-sensitive'] === true;
}
