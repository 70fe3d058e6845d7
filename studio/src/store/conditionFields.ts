import { check } from '../../../core/expressions/check.ts';
import type { BrowserModel } from '../../../core/model/browserModel.ts';
import { browserScope } from '../../../core/model/browserScope.ts';
import { recordVariable, withRecord } from '../../../core/model/recordLiterals.ts';
import { findEntity } from './model.ts';

/**
 * Fields that the conditions of an entity's actions, of the pages on its records and of its states read, and that its states
 * require: a record that is shown has to have them.
 */
export function conditionFields(model: BrowserModel, entity: string): string[] {
  const own = browserScope(model, entity, 'record');
  const usedIn = (source: string | undefined): readonly string[] => {
    const result = source === undefined ? undefined : check(source, own, 'bool');
    return result?.ok ? result.expression.uses : [];
  };
  const pages = model.pages.filter((page) => page.entity === entity);
  const asked = pages.flatMap(({ widgets }) =>
    widgets.flatMap((widget) => {
      if (!('where' in widget) || widget.where === undefined) return [];
      const scope = withRecord(browserScope(model, widget.entity, 'everything'), entity, own);
      const result = check(widget.where, scope, 'bool');
      const uses = result.ok ? result.expression.uses : [];
      return uses.flatMap((path) =>
        path.startsWith(`${recordVariable}.`) ? [path.slice(recordVariable.length + 1)] : [],
      );
    }),
  );
  const states = findEntity(model, entity)?.fields.flatMap(({ transitions }) => transitions?.moves ?? []) ?? [];
  const conditions = [...states, ...model.actions.filter((action) => action.entity === entity), ...pages];
  const required = states.flatMap(({ require }) => require);
  const paths = [...conditions.flatMap(({ when }) => usedIn(when)), ...asked, ...required];
  return [...new Set(paths.map((path) => path.split('.')[0] ?? ''))].filter((name) => name !== 'actor');
}
