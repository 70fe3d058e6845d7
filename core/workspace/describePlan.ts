import { render, renderAfterwards } from '../migrations/render.ts';
import type { ChangePlan } from './changeSetAnswer.ts';
import type { PlannedChange } from './planChange.ts';

/** A plan as it is told and kept: with its SQL, and what else it comes upon. */
export function describePlan({ next, plan, dependants, warnings }: PlannedChange): Omit<ChangePlan, 'changes' | 'ms'> {
  const { from, to } = plan;
  const operations = plan.operations.map((operation) => ({
    ...operation,
    sql: [...render(operation), ...renderAfterwards(operation)],
  }));
  return { from, to, operations, dependants, warnings, conflicts: next.conflicts };
}
