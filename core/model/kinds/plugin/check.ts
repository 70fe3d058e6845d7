import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { reporter } from '../../report.ts';
import { pluginDocument } from './document.ts';

/**
 * What is wrong with the installed plugins beyond the metaschema. An entity that is gone is nothing wrong: there is
 * nothing to do with it.
 */
export function checkPlugins(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  const ids = set.names('plugin');
  for (const definition of set.of('plugin')) {
    const report = reporter(definition, problems);
    const isOwn = definition.package === definition.name && definition.patches === undefined;
    if (!isOwn) report(['$id'], said`Plugins are installed and changed by Kiln alone, not by definitions.`);
    for (const other of Object.keys(pluginDocument(definition).requires ?? {})) {
      if (!ids.includes(other)) report(['requires', other], said`The plugin "${other}" is not installed.`);
    }
  }
  return problems;
}
