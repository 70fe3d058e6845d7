import type { DefinitionSet } from '../../../definitions/kind.ts';
import type { Locale } from '../../types.ts';
import { localeDocument } from './document.ts';

/** All locales of checked definitions, by language. */
export function compileLocales(set: DefinitionSet): ReadonlyMap<string, Locale> {
  return new Map(
    set.of('locale').map((definition) => {
      const {
        $id: language,
        entities = {},
        forms = {},
        views = {},
        roles = {},
        groups = {},
        system = {},
        plugins = {},
        actions = {},
        pages = {},
        workflows = {},
      } = localeDocument(definition);
      return [
        language,
        { language, entities, forms, views, roles, groups, system, plugins, actions, pages, workflows },
      ];
    }),
  );
}
