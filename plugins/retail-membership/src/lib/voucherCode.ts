/** Crockford's base 32: no I, L, O and U, so that nobody misreads a code or reads a word in it. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code such as `7K3M-9QWX-2A`, of 50 random bits out of a random uuid (version 4). */
export function voucherCode(uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  // Digits 12 and 16 say version and variant: what stands before and behind them is random.
  const random = BigInt(`0x${hex.slice(0, 12)}${hex.slice(17)}`);
  const letters = Array.from({ length: 10 }, (_, index) => alphabet[Number((random >> BigInt(index * 5)) & 31n)]).join(
    '',
  );
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** What somebody typed, as it is kept: in capitals, without blanks. */
export function normaliseCode(typed: string): string {
  return typed.trim().toUpperCase().replace(/\s+/g, '');
}
