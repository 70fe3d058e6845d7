export const inboxTabs = ['notifications', 'open', 'decided', 'sent'] as const;
export type InboxTab = (typeof inboxTabs)[number];

/** What the inbox shows, as it stands in its address. */
export interface InboxState {
  /** Absent: notifications. */
  readonly tab?: Exclude<InboxTab, 'notifications'>;
  /** Only notifications that are unread. */
  readonly unread?: true;
}

export function parseInboxState({ tab, unread }: Record<string, unknown>): InboxState {
  const known = inboxTabs.find((each) => each === tab);
  return {
    ...(known === undefined || known === 'notifications' ? {} : { tab: known }),
    ...(unread === true ? { unread } : {}),
  };
}
