import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { badDefinitions } from '../workspace/badDefinitions.ts';
import { buildModel } from '../workspace/buildModel.ts';
import { loadDefinitions } from '../workspace/loadDefinitions.ts';
import type { Command } from './command.ts';
import { generateTypes } from './generateTypes.ts';
import { print } from './terminal.ts';

const generated = fileURLToPath(new URL('../../schemas/generated/', import.meta.url));

export const typesCommand: Command = {
  usage: 'types [--check] [--out <folder>]',
  summary: 'write TypeScript types of all entities; --check only tells whether they are up to date',
  async run({ args, config }) {
    const { values } = parseArgs({
      args: [...args],
      options: { check: { type: 'boolean', default: false }, out: { type: 'string', default: generated } },
    });
    const { definitions, problems } = await loadDefinitions(config().definitions);
    if (problems.length > 0) throw badDefinitions(problems, definitions);
    const files = await generateTypes(buildModel(definitions).model);
    let stale = 0;
    for (const { name, text } of files) {
      const file = join(values.out, name);
      const current = await readFile(file, 'utf8').catch(() => undefined);
      if (current === text) continue;
      stale++;
      if (values.check) {
        print(`${relative('', file)} is not what the definitions say.`);
      } else {
        await mkdir(values.out, { recursive: true });
        await writeFile(file, text);
        print(`${relative('', file)} written.`);
      }
    }
    if (stale === 0) print('The types are up to date.');
    else if (values.check) print('\nTo write them: npx kiln types');
    return values.check && stale > 0 ? 1 : 0;
  },
};
