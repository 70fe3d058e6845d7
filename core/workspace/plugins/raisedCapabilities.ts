import type { Capability } from '../../plugins/describeCapabilities.ts';

/** What is among the capabilities and was not before: somebody has to look at it. */
export function raisedCapabilities(before: readonly Capability[], after: readonly Capability[]): readonly Capability[] {
  return after.filter((capability) => isRaised(capability) && !holds(before, capability));
}

/** What a plugin offers, and when it works by itself, takes nothing from anybody. */
function isRaised({ code }: Capability): boolean {
  return code !== 'function' && code !== 'job';
}

function holds(before: readonly Capability[], { code, params }: Capability): boolean {
  const { rights, actions, ...what } = params;
  return before.some((each) => {
    const { rights: hadRights, actions: hadActions, ...had } = each.params;
    return (
      each.code === code &&
      JSON.stringify(had) === JSON.stringify(what) &&
      isWithin(rights, hadRights) &&
      isWithin(actions, hadActions)
    );
  });
}

function isWithin(now: unknown, had: unknown): boolean {
  return !Array.isArray(now) || (Array.isArray(had) && now.every((each) => had.includes(each)));
}
