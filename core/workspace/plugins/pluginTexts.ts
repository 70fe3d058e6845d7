import { definitionId } from '../../definitions/kind.ts';
import { mergeLayers } from '../../definitions/layers.ts';
import type { Definition } from '../../definitions/types.ts';
import { compileLocales } from '../../model/kinds/locale/compile.ts';
import { kinds } from '../../model/kinds.ts';
import { findLocale, textsOf } from '../../model/texts.ts';
import type { EntityTitle } from '../../plugins/describeCapabilities.ts';

/** Words of definitions of which there is no model yet. */
export interface PluginTexts {
  /** Of the plugin itself. */
  readonly translate: (text: string) => string;
  /** Plural titles of entities, by name and x-id. */
  readonly titleOf: EntityTitle;
}

export function pluginTexts(layers: readonly Definition[], id: string, language = 'en'): PluginTexts {
  const { definitions } = mergeLayers(layers, kinds);
  const of = (kind: string) => definitions.filter((each) => each.kind === kind);
  const locales = compileLocales({ of, broken: () => [], names: () => [] });
  const texts = textsOf({ entities: new Map(), locales }, language);
  const words = findLocale(locales, language)?.entities ?? {};
  const titles = new Map(
    of('entity').flatMap((entity): [string, string][] => {
      const { title, 'x-plural': plural } = entity.document;
      const own = Object.hasOwn(words, entity.name) ? words[entity.name] : undefined;
      const found = [own?.pluralTitle, own?.title, plural, title].find((each) => typeof each === 'string');
      const text = typeof found === 'string' ? found : entity.name;
      return [
        [entity.name, text],
        [definitionId(entity), text],
      ];
    }),
  );
  return { translate: (text) => texts.plugin(id, text), titleOf: (called) => titles.get(called) };
}
