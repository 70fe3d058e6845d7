import { parseArgs } from 'node:util';
import { StartError } from '../config/StartError.ts';
import { localPackage } from '../workspace/editLayers.ts';
import type { Command } from './command.ts';
import { definitionFolder } from './definitions/definitionFolder.ts';
import { writeFolder, writeVersion } from './definitions/folder.ts';
import { openTarget, targetOptions } from './definitions/openTarget.ts';
import { counted, print, printProgress } from './terminal.ts';

export const pullCommand: Command = {
  usage: `pull [folder] [--all] [--url <address> --token <token>]`,
  summary: `write what this installation says as files (into ./${definitionFolder} unless told otherwise); --all: of every package`,
  async run({ args, config }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...targetOptions, all: { type: 'boolean', default: false } },
    });
    if (positionals.length > 1) throw new StartError(`Say one folder: npx kiln ${pullCommand.usage}`);
    const [folder = definitionFolder] = positionals;
    const target = await openTarget(config(), values, printProgress);
    try {
      const { version, layers } = (await target.read()) ?? { version: null, layers: [] };
      if (version === null) throw new StartError('Nothing is defined there yet. Start Kiln once: npx kiln start');
      const packages = values.all
        ? [...new Set([localPackage, ...layers.map((layer) => layer.package)])]
        : [localPackage];
      const { written, removed } = await writeFolder(folder, packages, layers);
      await writeVersion(folder, version, layers);
      const changes = [
        ...(written > 0 ? [`${counted(written, 'file')} written`] : []),
        ...(removed > 0 ? [`${counted(removed, 'file')} removed`] : []),
      ];
      print(`\n${folder}: ${changes.length > 0 ? changes.join(', ') : 'nothing new'}.`);
      return 0;
    } finally {
      await target.close();
    }
  },
};
