/** The key of a step in its run: its id, and the indexes of the loops around it: `call[3,0]`. */
export function keyOf(id: string, { index }: { readonly index: readonly number[] }): string {
  return index.length === 0 ? id : `${id}[${index.join(',')}]`;
}

/** The id of the step that a key is of. */
export function stepIdOf(key: string): string {
  const bracket = key.indexOf('[');
  return bracket < 0 ? key : key.slice(0, bracket);
}

/** Which item of each loop around it, the outermost first: `call[3,0]` is `['3', '0']`. */
export function turnOf(key: string): readonly string[] {
  return key
    .slice(stepIdOf(key).length + 1, -1)
    .split(',')
    .filter(Boolean);
}
