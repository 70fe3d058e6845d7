import type { Json } from 'kiln:sdk';

/** The records that this plugin works with, as far as it reads them. Days are texts like `2026-03-14`. */
declare module 'kiln:sdk' {
  interface Records {
    member: { record: Member; create: Partial<Member>; update: Partial<Member> };
    memberTier: { record: MemberTier; create: Partial<MemberTier>; update: Partial<MemberTier> };
    pointEntry: { record: PointEntry; create: Partial<PointEntry>; update: Partial<PointEntry> };
    pointUse: { record: PointUse; create: PointUse; update: Partial<PointUse> };
    reward: { record: Reward; create: Partial<Reward>; update: Partial<Reward> };
    redemption: { record: Redemption; create: Partial<Redemption>; update: Partial<Redemption> };
    promotion: { record: PromotionRecord; create: Partial<PromotionRecord>; update: Partial<PromotionRecord> };
    coupon: { record: Coupon; create: Partial<Coupon>; update: Partial<Coupon> };
    couponUse: { record: CouponUse; create: Partial<CouponUse>; update: Partial<CouponUse> };
    referral: { record: Referral; create: Partial<Referral>; update: Partial<Referral> };
    memberCare: { record: MemberCare; create: Partial<MemberCare>; update: Partial<MemberCare> };
    contact: { record: Contact; create: Partial<Contact>; update: Partial<Contact> };
    product: { record: Product; create: Partial<Product>; update: Partial<Product> };
    order: { record: Order; create: Partial<Order>; update: Partial<Order> & { lines?: Partial<OrderLine>[] } };
    activity: { record: { subject: string }; create: { [field: string]: Json }; update: { subject?: string } };
  }
}

export interface Member {
  cardNumber: string;
  contact: string;
  name: string | null;
  status: 'active' | 'paused' | 'closed';
  tier: string | null;
  tierSince: string | null;
  tierUntil: string | null;
  birthday: string | null;
  birthdayKey: string | null;
  referrer: string | null;
  joinedOn: string | null;
  lastOrderOn: string | null;
  /** Null while there is no entry. */
  balance: number | null;
  spend12: number | null;
  points12: number | null;
}

interface MemberTier {
  name: string;
  rank: number;
  minSpend: number | null;
  minPoints: number | null;
  pointsFactor: number;
  birthdayPoints: number | null;
  benefits: string | null;
}

export interface PointEntry {
  member: string;
  kind: 'earn' | 'bonus' | 'referral' | 'redeem' | 'expire' | 'reverse' | 'restore' | 'adjust';
  points: number;
  reason: string;
  occurredOn: string | null;
  expiresOn: string | null;
  spend: number | null;
  rate: number | null;
  order: string | null;
  redemption: string | null;
  referral: string | null;
  lot: string | null;
  restores: string | null;
  key: string | null;
  covered: number | null;
  remaining: number | null;
}

export interface PointUse {
  lot: string;
  debit: string;
  points: number;
}

interface Reward {
  name: string;
  kind: 'product' | 'voucher' | 'service';
  cost: number;
  active: boolean | null;
  stock: number | null;
  perMember: number | null;
  minTier: string | null;
  validFrom: string | null;
  validUntil: string | null;
  voucherDays: number | null;
  description: string | null;
}

export interface Redemption {
  code: string | null;
  member: string;
  reward: string;
  points: number | null;
  status: 'issued' | 'used' | 'cancelled' | 'expired';
  issuedOn: string | null;
  validUntil: string | null;
  usedOn: string | null;
  order: string | null;
}

interface PromotionRecord {
  name: string;
  kind: 'percentage' | 'amountOff' | 'buyXGetY' | 'tierPrice';
  active: boolean | null;
  percent: number | null;
  amount: number | null;
  maxDiscount: number | null;
  buy: number | null;
  get: number | null;
  price: number | null;
  currency: string | null;
  products: string[] | null;
  categories: string[] | null;
  minAmount: number | null;
  membersOnly: boolean | null;
  tiers: string[] | null;
  needsCoupon: boolean | null;
  validFrom: string | null;
  validUntil: string | null;
  priority: number;
  stacking: 'stackable' | 'exclusive' | 'alone';
  description: string | null;
}

interface Coupon {
  code: string;
  promotion: string;
  active: boolean | null;
  member: string | null;
  limit: number | null;
  perMember: number | null;
  validFrom: string | null;
  validUntil: string | null;
  used: number | null;
}

interface CouponUse {
  coupon: string;
  order: string;
  member: string | null;
  promotion: string | null;
  status: 'held' | 'suspended' | 'released';
}

interface Referral {
  referrer: string;
  referred: string;
  status: 'pending' | 'rewarded' | 'reversed';
  order: string | null;
  rewardedOn: string | null;
  points: number | null;
}

export interface MemberCare {
  member: string;
  kind: 'birthday' | 'dormant';
  period: string;
  activity: string | null;
  points: number | null;
}

export interface Contact {
  name: string;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  birthday: string | null;
  isMember: boolean | null;
  ownerId: string | null;
}

interface Product {
  name: string;
  category: string | null;
  price: number | null;
  currency: string;
}

export interface Order {
  number: string;
  status: string;
  paidOn: string | null;
  currency: string;
  exchangeRate: number;
  contact: string | null;
  member: string | null;
  subtotal: number | null;
  total: number | null;
  priceExplanation: string | null;
}

export interface OrderLine {
  id: string;
  /** Where it was selected as a record, else its id. */
  product: string | null | { id: string; category: string | null };
  name: string | null;
  quantity: number;
  unitPrice: number;
  discount: number;
  discountAmount: number;
}
