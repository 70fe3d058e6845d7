import type { Day } from '../lib/calendar.ts';
import type { Cents } from '../lib/money.ts';

export interface PriceLine {
  /** Any text that no other line has. */
  readonly id: string;
  readonly product: string | null;
  readonly category: string | null;
  /** At most three digits after the point. */
  readonly quantity: number;
  /** Before promotions, after what was agreed by hand: quantity times price, less the discount in percent. */
  readonly amount: Cents;
}

/**
 * stackable: together with others. exclusive: alone on its lines, other promotions go on elsewhere. alone: no other promotion
 * on the whole order.
 */
type Stacking = 'stackable' | 'exclusive' | 'alone';

export type Benefit =
  /** Percent off, up to `most` in all. */
  | { readonly kind: 'percentage'; readonly percent: number; readonly most: Cents | null }
  | { readonly kind: 'amountOff'; readonly amount: Cents }
  /** Of every `buy + get` units, the `get` cheapest are that many percent cheaper. */
  | { readonly kind: 'buyXGetY'; readonly buy: number; readonly get: number; readonly percent: number }
  /** A price a unit for members of certain tiers, where it is lower. */
  | { readonly kind: 'tierPrice'; readonly price: Cents };

export interface Promotion {
  readonly id: string;
  readonly title: string;
  readonly benefit: Benefit;
  /** Of its amounts; null: it has none, and goes with every currency. */
  readonly currency: string | null;
  /** Empty: everything. A line is meant by its product or by its category. */
  readonly products: readonly string[];
  readonly categories: readonly string[];
  /** Empty: everybody; else only members of these tiers. */
  readonly tiers: readonly string[];
  readonly membersOnly: boolean;
  /** Only with a coupon for it. */
  readonly needsCoupon: boolean;
  /** Of the lines that it is for, before promotions. */
  readonly minAmount: Cents;
  readonly validFrom: Day | null;
  readonly validUntil: Day | null;
  /** The higher, the earlier it is counted, and the rather it is taken where two are worth the same. */
  readonly priority: number;
  readonly stacking: Stacking;
}

export interface PriceRequest {
  readonly currency: string;
  readonly today: Day;
  readonly lines: readonly PriceLine[];
  readonly member: { readonly tier: string | null } | null;
  readonly promotions: readonly Promotion[];
  /** Ids of promotions for which there is a coupon. */
  readonly coupons: readonly string[];
}

/** What one promotion takes off one line. */
export interface Step {
  readonly promotion: string;
  readonly line: string;
  /** More than 0. */
  readonly off: Cents;
}

/** Why a promotion that might have been meant does not count. */
export type Reason =
  | 'expired'
  | 'notYet'
  | 'currency'
  | 'noMember'
  | 'tier'
  | 'coupon'
  | 'noLines'
  | 'minAmount'
  | 'better'
  | 'nothing';

export interface Price {
  /** In the order in which they were counted. */
  readonly steps: readonly Step[];
  /** By id of the line: what is taken off it, from 0 to its amount. */
  readonly off: ReadonlyMap<string, Cents>;
  readonly amount: Cents;
  readonly total: Cents;
  readonly rejected: readonly { readonly promotion: string; readonly reason: Reason }[];
}
