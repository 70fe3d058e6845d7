import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, whatever the kernel counts in. */
const ticks = 100;

/** Processor time of a process and of all that it began, those that have ended as well. Linux only. */
export function cpuSeconds(pid: number): number {
  const children = new Map<number, number[]>();
  const used = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const stat = readStat(name);
    if (!stat) continue;
    used.set(Number(name), stat.ticks);
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), Number(name)]);
  }
  const total = (each: number): number =>
    (used.get(each) ?? 0) + (children.get(each) ?? []).reduce((sum, child) => sum + total(child), 0);
  return total(pid) / ticks;
}

function readStat(pid: string): { readonly parent: number; readonly ticks: number } | undefined {
  try {
    // The name of the program is in brackets, and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    return { parent: Number(fields[1]), ticks: (user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0) };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
