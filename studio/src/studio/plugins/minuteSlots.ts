import type { PluginMinute } from '../../api/plugins.ts';

/** Several minutes as one point of a chart. */
export interface MinuteSlot extends Pick<PluginMinute, 'calls' | 'errors' | 'cpuMs'> {
  readonly at: Date;
  /** null: nothing was measured. */
  readonly p95: number | null;
  readonly memoryMb: number | null;
}

/** Points in a chart. */
const most = 60;
const minuteMs = 60_000;

/** The last minutes as at most sixty points of equal length: sums of what is counted, the most of what is used. */
export function minuteSlots(rows: readonly PluginMinute[], minutes: number, now: Date): MinuteSlot[] {
  const count = Math.min(most, minutes);
  const length = (minutes / count) * minuteMs;
  const end = Math.ceil(now.getTime() / minuteMs) * minuteMs;
  const start = end - count * length;
  const slots = Array.from({ length: count }, (_, at): { -readonly [Name in keyof MinuteSlot]: MinuteSlot[Name] } => ({
    at: new Date(start + at * length),
    ...{ calls: 0, errors: 0, cpuMs: 0, p95: null, memoryMb: null },
  }));
  for (const { minute, calls, errors, cpuMs, p95, memoryMb } of rows) {
    const slot = slots[Math.floor((Date.parse(minute) - start) / length)];
    if (!slot) continue;
    slot.calls += calls;
    slot.errors += errors;
    slot.cpuMs += cpuMs;
    slot.p95 = Math.max(slot.p95 ?? 0, p95);
    slot.memoryMb = Math.max(slot.memoryMb ?? 0, memoryMb);
  }
  return slots;
}
