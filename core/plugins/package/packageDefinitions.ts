import { parseDefinition } from '../../definitions/parseDefinition.ts';
import type { Definition } from '../../definitions/types.ts';
import { wordedFault } from '../../errors/fault.ts';
import type { Fault } from '../../errors/KilnError.ts';
import { kinds } from '../../model/kinds.ts';
import { badPlugin } from './badPlugin.ts';
import { packageLimits } from './limits.ts';
import type { PluginFiles } from './PluginPackage.ts';

const folder = 'definitions/';

/**
 * The definitions in `definitions/<kind>/<name>.json`. Throws KILN_BAD_PLUGIN with everything that is wrong with the
 * files.
 */
export function packageDefinitions(id: string, files: PluginFiles): readonly Definition[] {
  const faults: Fault[] = [];
  const definitions: Definition[] = [];
  for (const [path, content] of files) {
    if (!path.startsWith(folder)) continue;
    const fault = (message: string, pointer = ''): void =>
      void faults.push(wordedFault(pointer === '' ? path : `${path}#${pointer}`, 'other', message));
    const [kindFolder = '', file = '', ...more] = path.slice(folder.length).split('/');
    const name = /^(.+)\.json$/.exec(file)?.[1];
    const kind = kinds.find((each) => each.folder === kindFolder && !each.managed);
    if (!kind) {
      fault(`There is no kind of definition "${kindFolder}" for plugins.`);
    } else if (name === undefined || more.length > 0) {
      fault('Definitions are files definitions/<kind>/<name>.json.');
    } else {
      const parsed = parseDefinition(content.toString('utf8'), path, id);
      if (!parsed.ok) for (const { message, pointer } of parsed.problems) fault(message, pointer);
      else if (parsed.definition.kind !== kind.name)
        fault(`"$schema" is "kiln:${kind.name}" in this folder.`, '/$schema');
      else if (parsed.definition.name !== name) fault(`"$id" is "${name}", the name of the file.`, '/$id');
      else {
        const { file: _file, ...definition } = parsed.definition;
        definitions.push(definition);
      }
    }
  }
  if (definitions.length > packageLimits.definitions) {
    throw badPlugin(`A package has at most ${packageLimits.definitions} definitions.`);
  }
  if (faults.length > 0) throw badPlugin(`The definitions of the package are not right. ${faults[0]?.message}`, faults);
  return definitions;
}
