import { type Ctx, cel, HostError, type Job } from 'kiln:sdk';
import { birthdaysOf, dormantPeriod, dormantSince } from '../care/occasions.ts';
import { hourIn } from '../lib/calendar.ts';
import type { MemberCare } from '../records.ts';
import { settingsOf, todayOf, zoneOf } from '../settings.ts';
import { beginOf, goOn, portion } from './inPortions.ts';

/**
 * Every day at the hour of the settings, in the programme's own time zone: who has a birthday is greeted, once a year, and who
 * has stayed away for long is called, once each time. Looks every hour, since a job's clock is that of UTC.
 */
export const careForMembers: Job = {
  title: 'Birthday greetings and reminders',
  cron: '0 * * * *',
  async handler(ctx, input: { after?: string } | null) {
    if (input === null && hourIn(zoneOf(ctx), ctx.now) !== settingsOf(ctx).careHour) return;
    const today = todayOf(ctx);
    const { dormantDays } = settingsOf(ctx);
    const birthdays = cel`birthdayKey in ${birthdaysOf(today)}`;
    // The days before are looked at, too: the server may have been off when somebody became dormant.
    const silent = cel`lastOrderOn <= ${dormantSince(today, dormantDays)} && lastOrderOn > ${dormantSince(today, dormantDays + 7)}`;
    const page = await ctx.own.records('member').find({
      where: `status == 'active' && (${birthdays}${dormantDays > 0 ? ` || ${silent}` : ''})`,
      ...{ select: 'id,birthdayKey,lastOrderOn', sort: 'id', limit: portion, ...beginOf(input) },
    });
    for (const { id, birthdayKey, lastOrderOn } of page.data) {
      const isBirthday = birthdayKey !== null && birthdaysOf(today).includes(birthdayKey);
      if (isBirthday) await careOnce(ctx, { member: id, kind: 'birthday', period: today.slice(0, 4) });
      const isSilent = dormantDays > 0 && lastOrderOn !== null && lastOrderOn <= dormantSince(today, dormantDays);
      if (isSilent) await careOnce(ctx, { member: id, kind: 'dormant', period: dormantPeriod(lastOrderOn) });
    }
    await goOn(ctx, 'careForMembers', page.next);
  },
};

/** The occasion is unique: whoever comes second finds it taken. Its hook does what it is about, in the same transaction. */
async function careOnce(ctx: Ctx, care: Pick<MemberCare, 'member' | 'kind' | 'period'>): Promise<void> {
  const known = await ctx.own.records('memberCare').first({
    where: cel`member == ${care.member} && kind == ${care.kind} && period == ${care.period}`,
    select: 'id',
  });
  if (known) return;
  try {
    await ctx.own.records('memberCare').create(care);
  } catch (error) {
    if (!(error instanceof HostError && error.code === 'KILN_CONFLICT')) throw error;
  }
}
