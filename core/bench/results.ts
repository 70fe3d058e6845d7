import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { Measured } from './load.ts';
import { median } from './load.ts';

/** Rounds of one operation on both servers; the n-th of each ran one after the other. */
export interface Comparison {
  readonly name: string;
  readonly goal: number;
  readonly kiln: readonly Measured[];
  readonly floor: readonly Measured[];
}

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  readonly held: boolean;
}

export interface Results {
  readonly size: string;
  readonly connections: number;
  readonly seconds: number;
  readonly comparisons: readonly Comparison[];
  readonly figures: readonly Figure[];
}

/** Median over the rounds of each round's own ratio: noise of the machine hits both servers of a round. */
export function ratioOf({ kiln, floor }: Comparison): number {
  return median(kiln.map((round, index) => round.perSecond / (floor[index]?.perSecond ?? Number.NaN)));
}

export function toMarkdown(results: Results): string {
  const rows = results.comparisons.map((comparison) => {
    const ratio = ratioOf(comparison);
    const perSecond = (rounds: readonly Measured[]) => Math.round(median(rounds.map((round) => round.perSecond)));
    const tail = (rounds: readonly Measured[]) => median(rounds.map((round) => round.p97));
    const cells = [
      comparison.name,
      perSecond(comparison.kiln),
      perSecond(comparison.floor),
      `**${ratio.toFixed(2)}**`,
      `≥ ${comparison.goal}`,
      ratio >= comparison.goal ? 'held' : 'missed',
      `${tail(comparison.kiln)} / ${tail(comparison.floor)}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const figures = results.figures.map(
    ({ name, value, goal, held }) => `| ${name} | ${value} | ${goal} | ${held ? 'held' : 'missed'} |`,
  );
  return `Kiln beside the floor: a hand-written express 5 + pg server with prepared statements (\`core/bench/floor/\`) on the same
Postgres and the same rows, in one run, one round of each after the other. Ratios are the median over
${results.comparisons[0]?.kiln.length ?? 0} rounds of ${results.seconds} s at ${results.connections} connections (autocannon). Data: ${results.size}.

Every \`create\` and \`patch\` of Kiln also writes an entry in the audit; the floor does so only where it is said. A salesperson sees
what the own team owns, 5 % of all but where 5 records are said; the requests of 200 of them take turns, in up to 3 rounds. The
floor has that condition by hand, the indexes that serve its statements best, and users and teams by token in a map. Of the orders
of lists, Kiln has an index behind the owner for the newest and the names; for the e-mails one that knows no owner.

Machine: ${machine()}.

| operation | Kiln req/s | floor req/s | ratio | goal | | p97.5 ms, Kiln / floor |
|---|---|---|---|---|---|---|
${rows.join('\n')}

| figure | value | goal | |
|---|---|---|---|
${figures.join('\n')}
`;
}

/** What the figures were measured on. */
export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const day = new Date().toISOString().slice(0, 10);
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB, shared; Node ${process.version}; commit ${commit}; ${day}`;
}
