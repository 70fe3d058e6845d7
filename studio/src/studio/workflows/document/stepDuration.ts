export const durationUnits = ['seconds', 'minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof durationUnits)[number];

export interface StepDuration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

const letters: Readonly<Record<DurationUnit, string>> = { seconds: 'S', minutes: 'M', hours: 'H', days: 'D' };

/** An ISO 8601 duration that is so many of one unit; undefined: it is none, or has several. */
export function readStepDuration(iso: string): StepDuration | undefined {
  const [, weeks] = /^P(\d+)W$/.exec(iso) ?? [];
  if (weeks !== undefined) return { amount: Number(weeks) * 7, unit: 'days' };
  const [, days] = /^P(\d+)D$/.exec(iso) ?? [];
  if (days !== undefined) return { amount: Number(days), unit: 'days' };
  const [, amount, letter] = /^PT(\d+)([HMS])$/.exec(iso) ?? [];
  const unit = durationUnits.find((each) => letters[each] === letter && each !== 'days');
  return amount !== undefined && unit ? { amount: Number(amount), unit } : undefined;
}

export function writeStepDuration({ amount, unit }: StepDuration): string {
  return unit === 'days' ? `P${amount}D` : `PT${amount}${letters[unit]}`;
}
