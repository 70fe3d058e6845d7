const limit = 6;

/** Ids of the records of an entity that were picked last in this browser, the latest first. */
export function recentRecords(entity: string): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(entity)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    // Storage may be forbidden, or hold what something else wrote.
    return [];
  }
}

export function rememberRecord(entity: string, id: string): void {
  const ids = [id, ...recentRecords(entity).filter((other) => other !== id)].slice(0, limit);
  try {
    localStorage.setItem(keyOf(entity), JSON.stringify(ids));
  } catch {
    // Full or forbidden: the list is a convenience.
  }
}

function keyOf(entity: string): string {
  return `kiln.recent.${entity}`;
}
