import { parseArgs } from 'node:util';
import colors from 'picocolors';
import { createServer } from '../http/createServer.ts';
import { createReleasers } from '../lib/releasers.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';
import { acceptingCommand, NeedsConsent } from '../workspace/NeedsConsent.ts';
import { step } from '../workspace/progress.ts';
import { buildStudio, isStudioStale, studioFolder } from './buildStudio.ts';
import type { Command } from './command.ts';
import { createLog } from './createLog.ts';
import { loadDemo } from './loadDemo.ts';
import { stopSignal } from './stopSignal.ts';
import { print, printPlan, printProgress } from './terminal.ts';

export const startCommand: Command = {
  usage: 'start [--demo] [--no-build]',
  summary:
    'start Kiln; --demo also loads demo data into an empty database, --no-build takes the browser application as built',
  async run({ args, config: readConfig }) {
    const { values } = parseArgs({
      args: [...args],
      options: { demo: { type: 'boolean', default: false }, build: { type: 'boolean', default: true } },
      allowNegative: true,
    });
    const config = readConfig();
    const stopped = stopSignal();
    const log = createLog(config.logLevel);
    const releasers = createReleasers();
    try {
      if (values.build && (await isStudioStale())) {
        printProgress('Building the browser application', 'begun');
        await step(printProgress, () => 'Browser application built', buildStudio);
      }
      const making = createWorkspace(config, { log, progress: printProgress });
      releasers.add(async () => {
        const made = await making.catch(() => undefined);
        await made?.close();
      });
      const server = createServer(making, { log, limits: config.limits, studio: studioFolder });
      releasers.add(server.close);
      const url = await server.listen(config);
      const workspace = await making;
      await server.ready;
      if (values.demo || config.demo) await step(printProgress, says, () => loadDemo(workspace));
      print(`\n${colors.bold(`Kiln is ready: ${colors.cyan(url)}`)}  ${colors.dim(`(${seconds()} s)`)}\n`);
      await stopped;
      print('Stopping …');
      return 0;
    } catch (error) {
      if (!(error instanceof NeedsConsent)) throw error;
      print('\nThe definitions changed. To make the database fit them:\n');
      printPlan(error.plan);
      print(`\nNothing was changed. To do this: ${colors.bold(acceptingCommand(error.plan) ?? '')}`);
      return 1;
    } finally {
      await releasers.release();
    }
  },
};

function says(records: number | undefined): string {
  if (records === undefined)
    return 'Demo data not loaded: there are records already, or other definitions than the base CRM';
  return `Demo data loaded: ${records.toLocaleString('en')} records`;
}

/** Since the process started, Node's own start included. */
function seconds(): string {
  return (performance.now() / 1000).toFixed(1);
}
