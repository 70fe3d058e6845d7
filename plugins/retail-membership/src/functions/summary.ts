import { type Callable, type Ctx, cel, type RecordOf } from 'kiln:sdk';
import { addDays } from '../lib/calendar.ts';
import { moneyText } from '../lib/moneyText.ts';
import { settingsOf, todayOf } from '../settings.ts';
import { type OnRecord, onRecord } from './onRecord.ts';

/** What a member, or a contact's membership, amounts to: shown on their pages. A contact who is none has nothing to show. */
export const summary: Callable<OnRecord> = {
  title: 'Membership at a glance',
  input: onRecord(['member', 'contact']),
  async handler(ctx, { record }) {
    const members = ctx.records('member');
    const member =
      record.entity === 'member'
        ? await members.get(record.id)
        : await members.first({ where: cel`contact == ${record.id}` });
    if (!member) return { tier: ctx.t('Not a member'), currency: settingsOf(ctx).currency };
    const { data: tiers } = await ctx.records('memberTier').find({ sort: 'rank', limit: 200 });
    const tier = tiers.find(({ id }) => id === member.tier);
    return {
      card: { entity: 'member', id: member.id, title: member.cardNumber },
      tier: tier?.name ?? ctx.t('None'),
      tierUntil: member.tierUntil,
      balance: member.balance ?? 0,
      expiring: await expiringSoon(ctx, member.id),
      ...(member.spend12 === undefined ? {} : { spend: member.spend12 ?? 0 }),
      currency: settingsOf(ctx).currency,
      next: nextTier(ctx, member, tiers),
    };
  },
};

async function expiringSoon(ctx: Ctx, member: string): Promise<number> {
  const today = todayOf(ctx);
  let points = 0;
  const lots = ctx.records('pointEntry').each({
    where: cel`member == ${member} && points > 0 && expiresOn >= ${today} && expiresOn <= ${addDays(today, 30)}`,
    ...{ select: 'remaining', limit: 500 },
  });
  for await (const { remaining } of lots) points += remaining ?? 0;
  return points;
}

function nextTier(ctx: Ctx, member: RecordOf<'member'>, tiers: readonly RecordOf<'memberTier'>[]): string {
  const rank = tiers.find(({ id }) => id === member.tier)?.rank ?? -1;
  const next = tiers.find((tier) => tier.rank > rank);
  if (!next) return ctx.t('The highest tier is reached.');
  const { minSpend, minPoints, name } = next;
  const { currency } = settingsOf(ctx);
  const ways = [
    ...(minSpend === null || member.spend12 === undefined
      ? []
      : [
          ctx.t('{amount} to spend', {
            amount: moneyText(ctx.locale, currency, Math.max(0, minSpend - (member.spend12 ?? 0))),
          }),
        ]),
    ...(minPoints === null
      ? []
      : [
          ctx.t('{points} points to earn', {
            points: Math.max(0, minPoints - (member.points12 ?? 0)).toLocaleString(ctx.locale),
          }),
        ]),
  ];
  return `${name}: ${ways.join(` ${ctx.t('or')} `)}`;
}
