const own = 'kiln.';
const userKey = 'kiln.user';
/** Of the browser, whoever sits before it. */
const shared: ReadonlySet<string> = new Set([userKey, 'kiln.preferences', 'kiln.shell']);

/**
 * Notes whose browser this is now. What it remembers of somebody else (drafts, places, columns) is forgotten: they may not see the
 * same things. Somebody who comes back finds theirs.
 */
export function rememberUser(id: string): void {
  try {
    if (localStorage.getItem(userKey) === id) return;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(own) && !shared.has(key)) localStorage.removeItem(key);
    }
    localStorage.setItem(userKey, id);
  } catch {
    // Storage may be forbidden: then nothing is remembered of anybody.
  }
}
