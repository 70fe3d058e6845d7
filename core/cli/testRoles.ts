import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import colors from 'picocolors';
import { runRoleTest } from '../access/runRoleTest.ts';
import { badDefinitions } from '../workspace/badDefinitions.ts';
import { buildModel } from '../workspace/buildModel.ts';
import { loadDefinitions } from '../workspace/loadDefinitions.ts';
import { loadRoleTests } from '../workspace/loadRoleTests.ts';
import type { Command } from './command.ts';
import { print } from './terminal.ts';

export const testRolesCommand: Command = {
  usage: 'test-roles',
  summary: 'run the tests of roles beside the definition files; needs no database',
  async run({ args, config }) {
    parseArgs({ args: [...args], options: {} });
    const folders = config().definitions;
    const { definitions, problems } = await loadDefinitions(folders);
    if (problems.length > 0) throw badDefinitions(problems, definitions);
    const { model } = buildModel(definitions);
    let failed = 0;
    for (const { file, test, problem } of await loadRoleTests(folders)) {
      const wrong = test ? runRoleTest(model, test, new Date()) : [problem ?? ''];
      failed += wrong.length;
      print(`${wrong.length === 0 ? colors.green('✓') : colors.red('✗')} ${relative('', file)}`);
      for (const sentence of wrong) print(`    ${sentence}`);
    }
    print(failed === 0 ? 'All roles do as their tests say.' : `${failed} not as the tests say.`);
    return failed === 0 ? 0 : 1;
  },
};
