import type { Ctx } from 'kiln:sdk';

/** How many records one call of a job works on, so that it stays within its limits however many there are. */
export const portion = 50;
/** The same for orders, each of which takes many host calls. */
export const orderPortion = 10;

/** Goes on in a call of its own, behind the last record that was done. `from`: as the job got it. */
export async function goOn(ctx: Ctx, job: string, next: string | null): Promise<void> {
  if (next !== null) await ctx.schedule.at(ctx.now, job, { after: next });
}

/** Where the call begins: at the start, or behind what the call before had done. */
export function beginOf(input: { readonly after?: string } | null): { after?: string } {
  return input?.after === undefined ? {} : { after: input.after };
}
