import type { Hooks } from 'kiln:sdk';
import { normaliseCode } from '../lib/voucherCode.ts';

/** Codes are kept in capitals, so that a look-up by what somebody typed is one by an index. */
export const couponHooks: Hooks<'coupon'> = {
  creating: (_ctx, { code }) => (code === undefined ? {} : { code: normaliseCode(code) }),
  updating: (_ctx, { code }) => (code === undefined ? {} : { code: normaliseCode(code) }),
};
