import type { Logger } from 'pino';
import type { Told } from '../notifications/createNotifications.ts';

/** Tells one connection. */
type Ring = (told: { readonly id: string | null; readonly unread: number }) => void;

export interface BellOptions {
  readonly log: Logger;
  /** What a user's connections to this process are told by; empty: none is connected. */
  readonly ringsOf: (user: string) => readonly Ring[];
  readonly unreadOf: (users: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

/** Tells people that they were told something, or read it elsewhere, and how much is unread. */
export function createBell({ log, ringsOf, unreadOf }: BellOptions): (told: readonly Told[]) => void {
  // One after the other: a count that came late must not undo a later one.
  let last: Promise<void> = Promise.resolve();

  async function tell(told: readonly Told[]): Promise<void> {
    const here = told.filter(({ user }) => ringsOf(user).length > 0);
    if (here.length === 0) return;
    const unread = await unreadOf([...new Set(here.map(({ user }) => user))]);
    for (const { user, id = null } of here) {
      for (const ring of ringsOf(user)) ring({ id, unread: unread.get(user) ?? 0 });
    }
  }

  return (told) => {
    last = last
      .then(() => tell(told))
      .catch((error: unknown) => log.warn({ err: error }, 'people were not told of what they were told'));
  };
}
