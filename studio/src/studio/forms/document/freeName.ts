const longest = 40;

/** A name that nothing has yet: the wanted one, else with a number behind it. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/\d+$/, '');
  for (let number = 2; ; number += 1) {
    const name = `${stem.slice(0, longest - String(number).length)}${number}`;
    if (!taken.has(name)) return name;
  }
}
