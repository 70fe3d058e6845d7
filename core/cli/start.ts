import { parseArgs } from 'node:util';
import colors from 'picocolors';
import { isLoopback } from '../config/parsers.ts';
import type { Config } from '../config/readConfig.ts';
import { systemActor } from '../context/systemActor.ts';
import { createServer, type ServerOptions } from '../http/createServer.ts';
import { makeSetupToken } from '../identity/setup.ts';
import { createReleasers } from '../lib/releasers.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';
import { acceptingCommand, NeedsConsent } from '../workspace/NeedsConsent.ts';
import { step } from '../workspace/progress.ts';
import { buildStudio, isStudioStale, studioFolder } from './buildStudio.ts';
import type { Command } from './command.ts';
import { createLog } from './createLog.ts';
import { type LoadedDemo, loadDemo } from './loadDemo.ts';
import { printOperations } from './printPlan.ts';
import { stopSignal } from './stopSignal.ts';
import { print, printProgress } from './terminal.ts';

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
      const { limits, tls, trustProxy } = config;
      const server = createServer(making, { log, limits, tls, trustProxy, ...reachable(config), studio: studioFolder });
      releasers.add(server.close);
      const listening = await server.listen(config);
      const url = config.url ?? listening.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//localhost');
      const workspace = await making;
      await server.ready;
      const demo = values.demo || config.demo ? await step(printProgress, says, () => loadDemo(workspace)) : undefined;
      print(`\n${colors.bold(`Kiln is ready: ${colors.cyan(url)}`)}  ${colors.dim(`(${seconds()} s)`)}\n`);
      const token = await makeSetupToken(workspace.ctx(systemActor, 'start'));
      if (token !== undefined) {
        print(`${colors.bold('Nobody can sign in yet.')} Open this link once, to become the administrator:\n`);
        print(`  ${colors.cyan(`${url}/setup?token=${token}`)}\n`);
      }
      if (demo) printPeople(demo);
      await stopped;
      print('Stopping …');
      return 0;
    } catch (error) {
      if (!(error instanceof NeedsConsent)) throw error;
      print('\nThe definitions changed. To make the database fit them:\n');
      printOperations(error.plan.operations.map((operation) => ({ ...operation, sql: [] })));
      print(`\nNothing was changed. To do this: ${colors.bold(acceptingCommand(error.plan) ?? '')}`);
      return 1;
    } finally {
      await releasers.release();
    }
  },
};

function printPeople({ password, accounts }: LoadedDemo): void {
  print(`People of the demo, all with the password ${colors.bold(password)} (told this once):\n`);
  for (const { email, role } of accounts) print(`  ${email.padEnd(28)} ${colors.dim(role)}`);
  print('');
}

/** Under which names and addresses Kiln may be asked. */
function reachable({ host, url }: Config): Pick<ServerOptions, 'hosts' | 'addresses'> {
  return { hosts: [host, ...(url === undefined ? [] : [new URL(url).hostname])], addresses: !isLoopback(host) };
}

function says(demo: LoadedDemo | undefined): string {
  if (demo === undefined)
    return 'Demo data not loaded: there are records already, or other definitions than the base CRM';
  return `Demo data loaded: ${demo.records.toLocaleString('en')} records`;
}

/** Since the process started, Node's own start included. */
function seconds(): string {
  return (performance.now() / 1000).toFixed(1);
}
