import type { Ctx } from 'kiln:sdk';
import { addMonths, type Day, dayIn } from './lib/calendar.ts';

/** The settings of the plugin, as plugin.json describes them, with what it says where nothing was set. */
export interface Settings {
  readonly pointsPerUnit: number;
  readonly earnOn: 'subtotal' | 'total';
  readonly expiryMonths: number;
  readonly tierMonths: number;
  readonly dormantDays: number;
  readonly careHour: number;
  readonly referrerPoints: number;
  readonly referredPoints: number;
  readonly referralMinSpend: number;
  readonly referralsPerMonth: number;
  readonly currency: string;
  readonly timeZone: string;
  readonly language: 'en' | 'zh-CN';
}

const defaults: Settings = {
  pointsPerUnit: 1,
  earnOn: 'subtotal',
  expiryMonths: 24,
  tierMonths: 12,
  dormantDays: 90,
  careHour: 8,
  referrerPoints: 200,
  referredPoints: 100,
  referralMinSpend: 0,
  referralsPerMonth: 20,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  language: 'en',
};

export function settingsOf(ctx: Ctx): Settings {
  const given: Partial<Settings> = ctx.config ?? {};
  return { ...defaults, ...given };
}

/** The zone in which days of the programme begin. */
export function zoneOf(ctx: Ctx): string {
  return settingsOf(ctx).timeZone;
}

export function todayOf(ctx: Ctx): Day {
  return dayIn(zoneOf(ctx), ctx.now);
}

/** The last day of points that are credited on that day; null: they never expire. */
export function expiryOf(ctx: Ctx, creditedOn: Day): Day | null {
  const { expiryMonths } = settingsOf(ctx);
  return expiryMonths === 0 ? null : addMonths(creditedOn, expiryMonths);
}
