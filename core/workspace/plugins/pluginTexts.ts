import { mergeLayers } from '../../definitions/layers.ts';
import type { Definition } from '../../definitions/types.ts';
import { compileLocales } from '../../model/kinds/locale/compile.ts';
import { kinds } from '../../model/kinds.ts';
import { textsOf } from '../../model/texts.ts';

/** Translates texts of a plugin by definitions of which there is no model yet. */
export function pluginTexts(layers: readonly Definition[], id: string, language = 'en'): (text: string) => string {
  const { definitions } = mergeLayers(layers, kinds);
  const of = (kind: string) => definitions.filter((each) => each.kind === kind);
  const locales = compileLocales({ of, broken: () => [], names: () => [] });
  const texts = textsOf({ entities: new Map(), locales }, language);
  return (text) => texts.plugin(id, text);
}
