import { parseArgs } from 'node:util';
import { badDefinitions } from '../workspace/badDefinitions.ts';
import { buildModel } from '../workspace/buildModel.ts';
import { loadDefinitions } from '../workspace/loadDefinitions.ts';
import type { Command } from './command.ts';
import { print } from './terminal.ts';

export const checkCommand: Command = {
  usage: 'check',
  summary: 'check the definition files and tell every problem; needs no database',
  async run({ args, config }) {
    parseArgs({ args: [...args], options: {} });
    const { definitions, problems } = await loadDefinitions(config().definitions);
    if (problems.length > 0) throw badDefinitions(problems, definitions);
    const { model, conflicts } = buildModel(definitions);
    for (const conflict of conflicts)
      print(`${conflict.file ?? conflict.name} ${conflict.pointer}\n    ${conflict.message}`);
    print(`${model.definitions.length} definitions of ${model.entities.size} entities are right.`);
    return 0;
  },
};
