/** Where the pages of a list begin, as far as that was read. Page 0 begins at the beginning. */
export interface Cursors {
  /** The known beginning at or nearest before a page. `after` is undefined for page 0. */
  nearest(page: number): { readonly page: number; readonly after: string | undefined };
  /** Tells where a page begins; undefined: the list ends before it. True when something else was known. */
  set(page: number, after: string | undefined): boolean;
  /** Does one thing after the other, whether those before succeed or not. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export function createCursors(): Cursors {
  const known = new Map<number, string>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    nearest(page) {
      for (let at = page; at > 0; at -= 1) {
        const after = known.get(at);
        if (after !== undefined) return { page: at, after };
      }
      return { page: 0, after: undefined };
    },
    set(page, after) {
      const before = known.get(page);
      if (after !== undefined) known.set(page, after);
      else for (const at of [...known.keys()]) if (at >= page) known.delete(at);
      return before !== undefined && before !== after;
    },
    inTurn(work) {
      const done = last.then(work, work);
      last = done;
      return done;
    },
  };
}
