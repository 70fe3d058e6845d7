/** The arrangement of a view's columns last used in this browser, see columnSpec. */
export function rememberedColumns(entity: string, view: string): string | undefined {
  try {
    return localStorage.getItem(key(entity, view)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** undefined: the view's own again. */
export function rememberColumns(entity: string, view: string, columns: string | undefined): void {
  try {
    if (columns === undefined) localStorage.removeItem(key(entity, view));
    else localStorage.setItem(key(entity, view), columns);
  } catch {
    // Storage may be forbidden: then the arrangement holds as long as the address.
  }
}

function key(entity: string, view: string): string {
  return `kiln.columns.${entity}.${view}`;
}
