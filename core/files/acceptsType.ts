/** Whether `image/*`, `*` or a whole media type in the list matches. */
export function acceptsType(list: readonly string[], type: string): boolean {
  return list.some((entry) => {
    if (entry === '*' || entry === '*/*') return true;
    return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry;
  });
}
