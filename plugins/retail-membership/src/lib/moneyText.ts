/** An amount as people of the language write it, with the sign of the currency. */
export function moneyText(locale: string, currency: string, amount: number): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(amount);
}
