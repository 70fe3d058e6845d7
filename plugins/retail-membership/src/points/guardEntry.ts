import { type Ctx, refuse } from 'kiln:sdk';
import type { PointEntry } from '../records.ts';
import { expiryOf, todayOf } from '../settings.ts';

/** Kinds that credit points, and kinds that take them; an adjustment does either. */
const credits: ReadonlySet<string> = new Set(['earn', 'bonus', 'referral', 'restore']);
const debits: ReadonlySet<string> = new Set(['redeem', 'expire', 'reverse']);

/** Before an entry is posted: its sign fits its kind, and a credit has the day on which it expires. */
export function guardEntry(ctx: Ctx, entry: Partial<PointEntry>): Partial<PointEntry> {
  const { kind = 'adjust', points = 0 } = entry;
  if (credits.has(kind) && points < 0) refuse({ points: ctx.t('An entry of this kind credits points.') });
  if (debits.has(kind) && points > 0) refuse({ points: ctx.t('An entry of this kind takes points.') });
  const occurredOn = entry.occurredOn ?? todayOf(ctx);
  if (points <= 0 || kind === 'restore') return { occurredOn, expiresOn: null };
  return { occurredOn, expiresOn: entry.expiresOn ?? expiryOf(ctx, occurredOn) };
}

/** The ledger is append-only, as books are: what is wrong is corrected by another entry, and both stay. */
export function keepEntry(ctx: Ctx): never {
  return refuse(ctx.t('Entries of the points ledger are never changed or deleted. Correct them by an adjustment.'));
}
