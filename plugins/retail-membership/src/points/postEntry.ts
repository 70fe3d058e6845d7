import { type Ctx, cel, type RecordOf, refuse } from 'kiln:sdk';
import { say } from '../lib/say.ts';
import type { PointUse } from '../records.ts';
import { todayOf } from '../settings.ts';
import { isExpired, type Lot, payDebts, takeFromLots } from './lots.ts';

type Entry = RecordOf<'pointEntry'>;

/**
 * Posts an entry in the transaction of its insert: a debit takes from lots, first expired, first out; a credit pays what the
 * member owes. The member's row is locked first, so entries of one member are posted one after the other and each sees what
 * the ones before took: no two of them spend the same points.
 */
export async function postEntry(ctx: Ctx, entry: Entry): Promise<void> {
  await ctx.own.records('member').get(entry.member, { select: 'id', lock: true });
  if (entry.kind === 'restore') return putBack(ctx, entry);
  if (entry.points > 0) return settleDebts(ctx, entry);
  if (entry.points < 0) return takePoints(ctx, entry);
}

async function takePoints(ctx: Ctx, entry: Entry): Promise<void> {
  const wanted = -entry.points;
  const lots = await openLots(ctx, entry);
  const { uses, uncovered } = takeFromLots(lots, wanted, entry.lot === null ? [] : [entry.lot]);
  // What a refund takes back may have been spent: the member then owes it. Nothing else may overdraw.
  if (uncovered > 0 && entry.kind !== 'reverse') {
    refuse({ points: ctx.t('Only {points} points are there.', { points: wanted - uncovered }) });
  }
  await saveUses(
    ctx,
    uses.map((use) => ({ ...use, debit: entry.id })),
  );
}

/** Lots with something left: of an entry that expires its own alone, else those that are still good. */
async function openLots(ctx: Ctx, entry: Entry): Promise<Lot[]> {
  const today = todayOf(ctx);
  const where =
    entry.kind === 'expire'
      ? cel`id == ${entry.lot}`
      : `${cel`member == ${entry.member} && points > 0 && (!has(expiresOn) || expiresOn >= ${today}`} || ${cel`id == ${entry.lot}`}) && remaining > 0`;
  const lots: Lot[] = [];
  const found = ctx.own.records('pointEntry').each({
    ...{ where, select: 'id,occurredOn,expiresOn,remaining', sort: 'expiresOn,occurredOn,id', limit: 200 },
  });
  let points = 0;
  for await (const { id, occurredOn, expiresOn, remaining } of found) {
    lots.push({ id, creditedOn: occurredOn ?? '', expiresOn, remaining: remaining ?? 0 });
    points += remaining ?? 0;
    if (points >= -entry.points && entry.lot === null) break;
  }
  return lots;
}

async function settleDebts(ctx: Ctx, entry: Entry): Promise<void> {
  const { data } = await ctx.own.records('pointEntry').find({
    where: cel`member == ${entry.member} && kind == 'reverse'`,
    ...{ select: 'id,points,covered', sort: 'createdAt', limit: 1_000 },
  });
  const debts = data.map(({ id, points, covered }) => ({ id, uncovered: -points - (covered ?? 0) }));
  await saveUses(
    ctx,
    payDebts(debts, entry.points).map((part) => ({ lot: entry.id, ...part })),
  );
}

/** What a cancelled redemption took goes back into the lots that it came from; what has expired since, expires again. */
async function putBack(ctx: Ctx, entry: Entry): Promise<void> {
  const { data } = await ctx.own.records('pointUse').find({
    where: cel`debit == ${entry.restores}`,
    ...{ select: 'points,lot(id,expiresOn)', sort: 'id', limit: 1_000 },
  });
  const uses = data.map(({ points, lot }) => ({ points, lot: lotOf(lot) }));
  await saveUses(
    ctx,
    uses.map(({ points, lot }) => ({ lot: lot.id, debit: entry.id, points: -points })),
  );
  const today = todayOf(ctx);
  for (const { points, lot } of uses) {
    if (!isExpired(lot, today)) continue;
    await ctx.own.records('pointEntry').create({
      ...{ member: entry.member, kind: 'expire', points: -points, lot: lot.id, occurredOn: today },
      reason: say(ctx, 'Expired before it was given back'),
    });
  }
}

/** The lot that was selected as a record. */
function lotOf(lot: unknown): { id: string; expiresOn: string | null } {
  if (typeof lot !== 'object' || lot === null || !('id' in lot)) throw new TypeError('The lot was not selected.');
  const expiresOn = 'expiresOn' in lot && typeof lot.expiresOn === 'string' ? lot.expiresOn : null;
  return { id: String(lot.id), expiresOn };
}

async function saveUses(ctx: Ctx, uses: readonly PointUse[]): Promise<void> {
  if (uses.length > 0) await ctx.own.records('pointUse').create(uses);
}
