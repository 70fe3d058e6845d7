import { check } from '../expressions/check.ts';
import type { Scope } from '../expressions/types.ts';
import { fieldPath } from '../model/fieldPath.ts';
import { splitGroup, splitMeasure } from '../model/kinds/page/items.ts';
import { withRecord } from '../model/recordLiterals.ts';
import { entityScope, ownScope } from '../model/scope.ts';
import type { Action, Entity, Page, Widget } from '../model/types.ts';

type Entities = ReadonlyMap<string, Entity>;
type Input = NonNullable<Action['input']>;

/** An action whose condition asks for what one cannot see would stand where it does not belong. */
export function seenAction(action: Action, entities: Entities): Action[] {
  const { entity, when, input, ...rest } = action;
  if (!isThere(entity, when, entities)) return [];
  const seen = input && seenInput(input, entities);
  if (input && !seen) return [];
  return [
    {
      ...rest,
      ...(entity === undefined ? {} : { entity }),
      ...(when === undefined ? {} : { when }),
      ...(seen ? { input: seen } : {}),
    },
  ];
}

/** The page with the widgets that ask for nothing that one cannot see. */
export function seenPage(page: Page, entities: Entities): Page[] {
  if (!isThere(page.entity, page.when, entities)) return [];
  const widgets = page.widgets.flatMap((widget) => seenWidget(widget, page, entities));
  return widgets.length > 0 ? [{ ...page, widgets }] : [];
}

function isThere(entity: string | undefined, when: string | undefined, entities: Entities): boolean {
  if (entity === undefined) return true;
  return entities.has(entity) && (when === undefined || check(when, ownScope(entities, entity), 'bool').ok);
}

function seenWidget(widget: Widget, page: Page, entities: Entities): Widget[] {
  switch (widget.type) {
    case 'form': {
      const input = seenInput(widget.input, entities);
      return input ? [{ ...widget, input }] : [];
    }
    case 'number':
    case 'chart':
    case 'list': {
      const { entity, where, dateField } = widget;
      const fields = entities.get(entity)?.fields;
      if (!fields || (dateField !== undefined && !fields.has(dateField))) return [];
      if (where !== undefined && !check(where, scopeOf(entity, page, entities), 'bool').ok) return [];
      return seenSource(widget, (path) => fieldPath(path, entity, entities).ok);
    }
    default:
      return [widget];
  }
}

function scopeOf(entity: string, page: Page, entities: Entities): Scope {
  const plain = entityScope(entities, entity);
  return page.entity === undefined ? plain : withRecord(plain, page.entity, ownScope(entities, page.entity));
}

type SourceWidget = Extract<Widget, { readonly type: 'number' | 'chart' | 'list' }>;

function seenSource(widget: SourceWidget, isPath: (path: string) => boolean): Widget[] {
  if (widget.type === 'list') {
    const { sort, ...rest } = widget;
    const columns = widget.columns.filter(({ field }) => isPath(field));
    const keys = sort?.split(',').filter((key) => isPath(key.trim().replace(/^-/, ''))) ?? [];
    return columns.length > 0 ? [{ ...rest, columns, ...(keys.length > 0 ? { sort: keys.join(',') } : {}) }] : [];
  }
  const groups = widget.type === 'chart' ? [widget.group, ...(widget.series === undefined ? [] : [widget.series])] : [];
  const paths = [splitMeasure(widget.measure).path, ...groups.map((group) => splitGroup(group).path)];
  return paths.every((path) => path === '' || isPath(path)) ? [widget] : [];
}

/** Without what points at records that one cannot see; undefined where one of them has to be given. */
function seenInput(input: Input, entities: Entities): Input | undefined {
  const hidden = [...input.fields.values()].filter(({ relation }) => {
    return relation && !relation.targets.some((target) => entities.has(target));
  });
  if (hidden.some(({ required }) => required)) return undefined;
  const fields = new Map([...input.fields].filter(([, field]) => !hidden.includes(field)));
  return fields.size > 0 ? { ...input, fields } : undefined;
}
