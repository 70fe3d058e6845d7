import { type Load, load, type Measured } from './load.ts';
import type { Operation } from './operations.ts';
import { type Comparison, ratioOf } from './results.ts';
import type { RunningServer } from './servers.ts';

export interface Rounds extends Load {
  readonly rounds: number;
}

/** Measures each operation on both servers, one round of each after the other. */
export async function compare(
  kiln: RunningServer,
  floor: RunningServer,
  operations: readonly Operation[],
  { rounds, ...each }: Rounds,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const { name, goal, kiln: ofKiln, floor: ofFloor } of operations) {
    await load(kiln, ofKiln, { ...each, seconds: 2 });
    await load(floor, ofFloor, { ...each, seconds: 2 });
    const measured: { kiln: Measured[]; floor: Measured[] } = { kiln: [], floor: [] };
    for (let round = 0; round < rounds; round += 1) {
      measured.kiln.push(await load(kiln, ofKiln, each));
      measured.floor.push(await load(floor, ofFloor, each));
    }
    const comparison = { name, goal, ...measured };
    console.log(`${name}: ${ratioOf(comparison).toFixed(2)} (goal ${goal})`);
    comparisons.push(comparison);
  }
  return comparisons;
}
