import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kilnVersion } from '../../config/kilnVersion.ts';
import { StartError } from '../../config/StartError.ts';
import { openFolder } from '../../plugins/package/openPackage.ts';
import { writeArchive } from '../../plugins/package/writeArchive.ts';
import type { Command } from '../command.ts';
import { counted, print } from '../terminal.ts';
import { shown } from './pluginTypes.ts';

export const packPluginCommand: Command = {
  usage: 'plugin pack [folder] [--out <file>] [--sign <key.pem>]',
  summary: 'make a .tgz of a plugin, with the npm code that it uses and, with a key, signed',
  async run({ args }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, sign: { type: 'string' } },
    });
    const { manifest, files, digest } = await openFolder(resolve(positionals[0] ?? ''), { kilnVersion });
    const key = values.sign === undefined ? undefined : await keyIn(values.sign);
    const archive = await writeArchive(files, key);
    const out = resolve(values.out ?? `${manifest.id}-${manifest.version}.tgz`);
    await writeFile(out, archive);
    print(`${shown(out)}: ${counted(files.size, 'file')}, ${Math.ceil(archive.length / 1024)} KB`);
    print(`sha256 ${digest}${key === undefined ? '' : ', signed'}`);
    return 0;
  },
};

function keyIn(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StartError(`The key ${file} cannot be read. "npx kiln plugin keys" makes one.`, cause);
  });
}
