/** With the sign that no other currency has in this language, and no digits after a whole amount, as Kiln writes them. */
export function moneyText(locale: string, currency: string, amount: number): string {
  const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(amount);
}
