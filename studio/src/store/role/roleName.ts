/** A free name for a role of this title, as definitions want it: `Field sales` becomes `fieldSales`. */
export function roleName(title: string, taken: readonly string[]): string {
  const words = title
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean);
  const camel = words.map((word, at) => (at === 0 ? word.toLowerCase() : capital(word))).join('');
  const base = /^[a-z]/.test(camel) ? camel.slice(0, 36) : 'role';
  const names = [base, ...Array.from({ length: taken.length + 1 }, (_, index) => `${base}${index + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? base;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
