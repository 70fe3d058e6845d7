import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import type { RecordGroup } from '../api/groups.ts';
import { printFilter } from './filter/printFilter.ts';
import { findByText } from './findByText.ts';
import type { ListView } from './listViews.ts';

/** Which records a view shows: its own condition, and what somebody added to it. */
export interface Condition {
  readonly where?: string;
  readonly search?: string;
}

/** The condition of a view together with a filter and a search text. */
export function conditionOf(
  entity: BrowserEntity,
  view: Pick<ListView, 'where'> | undefined,
  state: { readonly where?: string | undefined; readonly q?: string | undefined },
): Condition {
  const found: Condition = state.q ? findByText(entity, state.q) : {};
  const where = joined([view?.where, state.where, found.where]);
  return {
    ...(where === undefined ? {} : { where }),
    ...(found.search === undefined ? {} : { search: found.search }),
  };
}

/** Conditions that hold together, as CEL. */
export function joined(parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length > 1 ? given.map((part) => `(${part})`).join(' && ') : given[0];
}

/** The condition narrowed to the records of one group. */
export function inGroup(
  model: BrowserModel,
  entity: BrowserEntity,
  field: BrowserField,
  value: RecordGroup['value'],
  { where, ...rest }: Condition,
): Condition {
  const rule = { kind: 'rule', path: field.name } as const;
  const own =
    value === null
      ? printFilter(model, entity, { ...rule, operator: 'empty', values: [] })
      : printFilter(model, entity, { ...rule, operator: 'is', values: [value] });
  const all = joined([where, own]);
  return { ...rest, ...(all === undefined ? {} : { where: all }) };
}

export interface ShownGroup extends RecordGroup {
  /** Tells it from the others; `-` for the records without a value. */
  readonly key: string;
}

/**
 * The groups in the order in which they are shown: options as they are defined (those that nothing is in as well, where
 * `withEmpty`), what has no value last.
 */
export function orderGroups(field: BrowserField, groups: readonly RecordGroup[], withEmpty: boolean): ShownGroup[] {
  const known = new Map(groups.map((group) => [group.value, group]));
  const offered = withEmpty ? offeredValues(field) : offeredValues(field).filter((value) => known.has(value));
  const values = new Set([...offered, ...groups.map(({ value }) => value).filter((value) => value !== null)]);
  const none = known.get(null);
  return [
    ...[...values].map((value) => ({ key: `=${value}`, ...(known.get(value) ?? { value, count: 0, sum: undefined }) })),
    ...(none && none.count > 0 ? [{ key: '-', ...none }] : []),
  ];
}

function offeredValues(field: BrowserField): RecordGroup['value'][] {
  if (field.options) return field.options.map(({ value }) => value);
  return field.type === 'boolean' ? [true, false] : [];
}
