import type { Workflow } from './types.ts';

/** Whether a run waits until it is let in: its workflow says how many, how often, or which after which. */
export function isLimited({ concurrency, rate }: Pick<Workflow, 'concurrency' | 'rate'>): boolean {
  return concurrency.limit !== undefined || concurrency.perRecord || rate !== undefined;
}
