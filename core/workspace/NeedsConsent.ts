import { KilnError } from '../errors/KilnError.ts';
import { type Plan, worstRisk } from '../migrations/operations.ts';

/** The files ask for more than may be done without asking. Nothing was changed. */
export class NeedsConsent extends KilnError {
  readonly plan: Plan;

  constructor(plan: Plan) {
    super('KILN_PLAN_NEEDS_CONSENT', {
      detail: `The definitions changed in a way that needs consent: ${acceptingCommand(plan)}`,
      extra: { plan },
    });
    this.name = 'NeedsConsent';
    this.plan = plan;
  }
}

/** The command that accepts a plan; undefined when nobody needs to be asked. */
export function acceptingCommand(plan: Plan): string | undefined {
  const risk = worstRisk(plan.operations);
  if (risk === 'safe') return undefined;
  return risk === 'loses data' ? 'npx kiln push --accept-data-loss' : 'npx kiln push';
}
