import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { operatorsOf } from '../../store/filter/operators.ts';
import type { FilterGroup, FilterRule } from '../../store/filter/types.ts';
import { findPath } from '../../store/listViews.ts';

/** A rule to be filled in, over the field that stands for a record; none where nothing can be filtered by. */
export function newRule(model: BrowserModel, entity: BrowserEntity): FilterRule[] {
  const display = entity.fields.find(({ name, filterable }) => name === entity.display && filterable);
  const field = display ?? entity.fields.find(({ filterable }) => filterable);
  return field ? [ruleOver(model, entity, field.name)] : [];
}

export function ruleOver(model: BrowserModel, entity: BrowserEntity, path: string): FilterRule {
  const field = findPath(model, entity, path)?.field;
  return { kind: 'rule', path, operator: (field && operatorsOf(field)[0]) ?? 'notEmpty', values: [] };
}

/** A group inside one that joins the other way, because otherwise it would say nothing new. */
export function newGroup(model: BrowserModel, entity: BrowserEntity, outer: FilterGroup['join']): FilterGroup {
  return { kind: 'group', join: outer === 'and' ? 'or' : 'and', not: false, items: newRule(model, entity) };
}
