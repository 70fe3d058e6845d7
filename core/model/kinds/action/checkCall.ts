import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import type { FunctionCall } from '../../pageTypes.ts';
import type { Report } from '../../report.ts';
import { pluginDocument } from '../plugin/document.ts';

/** What is wrong with the call of a plugin's function. Paths that are reported begin at it. */
export function checkCall(call: FunctionCall, set: DefinitionSet, report: Report): void {
  const ids = set.names('plugin');
  if (!ids.includes(call.plugin)) {
    report(['plugin'], said`There is no plugin "${call.plugin}".${didYouMean(call.plugin, ids)}`);
    return;
  }
  const plugin = set.of('plugin').find(({ name }) => name === call.plugin);
  if (!plugin) return;
  const functions = Object.keys(pluginDocument(plugin).provides.functions ?? {});
  if (functions.includes(call.function)) return;
  const near = didYouMean(call.function, functions);
  report(['function'], said`The plugin "${call.plugin}" has no function "${call.function}".${near}`);
}
