import type { TFunction } from 'i18next';
import { listNotifications, type Notification, readNotifications } from '../api/notifications.ts';
import type { Toasts } from '../ui/toasts/createToasts.ts';
import { notificationWords } from './notificationWords.ts';
import { targetPath } from './targetPath.ts';

interface NewsOptions {
  readonly toasts: Toasts;
  readonly t: TFunction;
  /** Goes to a page. */
  readonly open: (path: string) => void;
}

export interface NotificationNews {
  /** Ids of what one was just told. */
  told(ids: readonly string[]): void;
  close(): void;
}

interface News {
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void };
}

/** A toast, which may be gone by now. */
interface Shown extends Pick<News, 'action'> {
  readonly ids: readonly string[];
  readonly dismiss: () => void;
}

/** What comes together is told together, ms. */
const restMs = 500;
const longest = 140;
const inbox = '/my-inbox';

/**
 * Tells of new notifications where somebody works: in the window that has the focus, one toast at a time, and not while
 * it would lie over what is typed in, or behind a dialog.
 */
export function createNotificationNews({ toasts, t, open }: NewsOptions): NotificationNews {
  let waiting: readonly string[] = [];
  let shown: Shown | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function show(): Promise<void> {
    // Another window has it, or the bell when somebody is back.
    if (!document.hasFocus()) waiting = [];
    if (waiting.length === 0 || isInTheWay()) return;
    const before = toasts.list().some(({ action }) => action === shown?.action) ? shown : undefined;
    const ids = [...(before?.ids ?? []), ...waiting];
    waiting = [];
    const { data } = await listNotifications(true);
    const unread = data.filter(({ id, target }) => ids.includes(id) && targetPath(target) !== location.pathname);
    shown?.dismiss();
    shown = undefined;
    const [latest] = unread;
    if (!latest || location.pathname === inbox) return;
    const { text, action } = unread.length === 1 ? one(latest) : many(unread.length);
    shown = { ids: unread.map(({ id }) => id), action, dismiss: toasts.info(shortened(text), { action }) };
  }

  function one({ id, kind, title, target }: Notification): News {
    const word = notificationWords(t, kind);
    const text = word === undefined ? title : t('inbox.toast.worded', { word, title });
    const path = targetPath(target);
    const run = () => {
      // Where it fails, the notification counts as unread, as it did.
      readNotifications([id]).catch(() => {});
      open(path ?? inbox);
    };
    return { text, action: { label: t('inbox.toast.open'), run } };
  }

  function many(count: number): News {
    return { text: t('inbox.toast.many', { count }), action: { label: t('inbox.open'), run: () => open(inbox) } };
  }

  function soon(): void {
    if (waiting.length === 0 || timer !== undefined) return;
    timer = setTimeout(async () => {
      // What cannot be read now stands at the bell.
      await show().catch(() => {});
      timer = undefined;
      if (!isInTheWay()) soon();
    }, restMs);
  }

  /** Whoever begins to type below it comes first. */
  function yieldTo(): void {
    if (shown && isInTheWay()) shown.dismiss();
  }

  document.addEventListener('focusin', yieldTo);
  document.addEventListener('focusout', soon);
  // A dialog's event does not bubble.
  document.addEventListener('close', soon, true);
  return {
    told(ids) {
      waiting = [...waiting, ...ids];
      soon();
    },
    close() {
      clearTimeout(timer);
      shown?.dismiss();
      document.removeEventListener('focusin', yieldTo);
      document.removeEventListener('focusout', soon);
      document.removeEventListener('close', soon, true);
    },
  };
}

/** Where toasts are, px from the edge at which they stand. */
const zone = 120;

/** A dialog covers them; a line that is typed in would be covered by them. */
function isInTheWay(): boolean {
  if (document.querySelector('dialog[open]')) return true;
  const { activeElement: element } = document;
  if (!element?.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]'))
    return false;
  const { top, bottom } = element.getBoundingClientRect();
  // On a phone they come from above, see ToastStack.
  const isNarrow = window.matchMedia('(max-width: 720px)').matches;
  return isNarrow ? top < zone : bottom > window.innerHeight - zone;
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}
