import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import colors from 'picocolors';
import { StartError } from '../config/StartError.ts';
import { systemActor } from '../context/systemActor.ts';
import { KilnError } from '../errors/KilnError.ts';
import { buildModel } from '../workspace/buildModel.ts';
import type { ParkedItem } from '../workspace/changeSetAnswer.ts';
import { readDefinitions } from '../workspace/definitionStore.ts';
import { listParking } from '../workspace/listParking.ts';
import { openDatabase } from '../workspace/openDatabase.ts';
import { purgeParked } from '../workspace/purgeParked.ts';
import type { Command } from './command.ts';
import { print, printProgress } from './terminal.ts';

const DAY_MS = 86_400_000;

export const purgeCommand: Command = {
  usage: 'purge [--older-than 30d] [--yes]',
  summary: 'show what is parked and, once confirmed, remove it for good',
  async run({ args, config }) {
    const { values } = parseArgs({
      args: [...args],
      options: { 'older-than': { type: 'string' }, yes: { type: 'boolean', default: false } },
    });
    const before = new Date(Date.now() - daysOf(values['older-than']) * DAY_MS);
    const database = await openDatabase(config(), printProgress);
    try {
      const { db } = database;
      const stored = await readDefinitions(db);
      const parked = await listParking(db, stored, buildModel(stored.layers).model);
      // What has no date was parked before Kiln kept it: it is old.
      const chosen = parked.filter(({ parkedAt }) => parkedAt === undefined || new Date(parkedAt) <= before);
      if (chosen.length === 0) {
        print(
          parked.length === 0 ? '\nNothing is parked.' : `\nNothing is parked that long; ${parked.length} younger.`,
        );
        return 0;
      }
      print('\nParked, to be removed for good:\n');
      for (const item of chosen) print(lineOf(item));
      if (!values.yes && !(await isConfirmed(chosen.length))) {
        print('\nNothing was removed.');
        return 1;
      }
      print(`\nRemoved: ${await purgeAll(database.db, chosen)}.`);
      return 0;
    } finally {
      await database.close();
    }
  },
};

/** `30d`; 0 when nothing is said. */
function daysOf(age: string | undefined): number {
  if (age === undefined) return 0;
  const days = /^(\d{1,5})d$/.exec(age)?.[1];
  if (days === undefined) throw new StartError(`--older-than is a number of days such as 30d, not "${age}".`);
  return Number(days);
}

function lineOf({ what, entity, field, type, rows, estimated, parkedAt }: ParkedItem): string {
  const name = field === undefined ? entity : `${entity}.${field}`;
  const kind = { entity: 'entity', field: type ?? 'field', values: `former values (${type ?? 'field'})` }[what];
  const count = `${estimated ? 'about ' : ''}${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
  return `  ${colors.bold(name)}  ${kind}, ${count}${colors.dim(`, ${ageOf(parkedAt)}`)}`;
}

function ageOf(parkedAt: string | undefined): string {
  if (parkedAt === undefined) return 'since long ago';
  const days = Math.floor((Date.now() - Date.parse(parkedAt)) / DAY_MS);
  return days === 0 ? 'since today' : `for ${days} ${days === 1 ? 'day' : 'days'}`;
}

async function isConfirmed(count: number): Promise<boolean> {
  if (!process.stdin.isTTY) {
    print('\nSay --yes to remove this.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `\nRemove ${count === 1 ? 'it' : `all ${count}`}? Nothing brings it back. [y/N] `,
  );
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** What somebody restored meanwhile stays. */
async function purgeAll(db: Parameters<typeof purgeParked>[0], items: readonly ParkedItem[]): Promise<number> {
  let removed = 0;
  for (const { id } of items) {
    try {
      await purgeParked(db, id, { actor: systemActor, via: 'cli', requestId: 'purge' });
      removed++;
    } catch (error) {
      if (!(error instanceof KilnError) || error.code !== 'KILN_NOT_FOUND') throw error;
    }
  }
  return removed;
}
