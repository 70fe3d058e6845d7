/** `closeDate` as `Close date`: the title of what has none. */
export function titleOf(name: string): string {
  const words = name.replace(/[A-Z]+/g, (capitals) => ` ${capitals.length === 1 ? capitals.toLowerCase() : capitals}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
