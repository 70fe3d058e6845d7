/** Names that one may have meant: the nearest, or all where they are few. */
export type NearNames = { near?: string[]; known?: string[] };

/** ` Did you mean "amount"?` or ` Known: …`, to go after a sentence; nothing without names. */
export function nearText({ near = [], known = [] }: NearNames): string {
  if (near.length > 0) return ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
  return known.length > 0 ? ` Known: ${known.join(', ')}.` : '';
}
