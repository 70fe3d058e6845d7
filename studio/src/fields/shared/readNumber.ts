const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9, 千: 1e3, 万: 1e4, 亿: 1e8 };

/**
 * The number that a text means, as people and spreadsheets write it: `1,234.5`, `1.234,5`, `€ 12`, `12,5 %`, `(3)` and `−3`,
 * `1.5k`, `3万`, full-width digits. Undefined when it means none.
 */
export function readNumber(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*[a-z]{3}\s+|\s+[a-z]{3}\s*$/g, '')
    .replace(/[\s'_%元]|\p{Sc}/gu, '')
    .replace(/[−–]/g, '-');
  const [, open, sign, digits = '', scale = '', close] =
    /^(\()?([+-])?([\d.,]+)(k|m|bn|千|万|亿)?(\))?$/.exec(plain) ?? [];
  if ((open === undefined) !== (close === undefined)) return undefined;
  const decimal = toDecimal(digits);
  if (decimal === undefined) return undefined;
  const amount = Number(decimal) * (scales[scale] ?? 1);
  // 1.1 × 10,000 is 11,000.000000000002 in binary.
  const exact = scale ? Number(amount.toPrecision(15)) : amount;
  return sign === '-' || open !== undefined ? 0 - exact : exact;
}

/** Without the marks between thousands, with a point before the fraction. */
function toDecimal(digits: string): string | undefined {
  if (/^\d+(\.\d*)?$|^\.\d+$/.test(digits)) return digits;
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(digits)) return digits.replaceAll(',', '');
  if (/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.');
  if (/^\d*,\d+$/.test(digits)) return digits.replace(',', '.');
  return undefined;
}
