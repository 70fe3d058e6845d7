/** Whether a version is later than another, by the rules of Semantic Versioning 2.0.0. */
export function isNewer(version: string, than: string): boolean {
  return compareVersions(version, than) > 0;
}

export function compareVersions(one: string, other: string): number {
  const [a, b] = [parse(one), parse(other)];
  for (const [at, number] of a.numbers.entries()) {
    if (number !== b.numbers[at]) return number - (b.numbers[at] ?? 0);
  }
  // One without a mark of what comes before it is the later one.
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  for (let at = 0; at < Math.max(a.before.length, b.before.length); at += 1) {
    const order = compareMarks(a.before[at], b.before[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function parse(version: string): { readonly numbers: readonly number[]; readonly before: readonly string[] } {
  const [main = '', ...marks] = (version.split('+')[0] ?? '').split('-');
  const before = marks.join('-');
  return { numbers: main.split('.').map(Number), before: before === '' ? [] : before.split('.') };
}

function compareMarks(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  const [a, b] = [one, other].map((mark) => (/^\d+$/.test(mark) ? Number(mark) : undefined));
  if (a !== undefined && b !== undefined) return a - b;
  if (a !== undefined || b !== undefined) return a === undefined ? 1 : -1;
  return one < other ? -1 : Number(one > other);
}
