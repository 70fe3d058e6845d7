import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import { asNumber, asObject, asObjects, asText } from '../lib/values.ts';
import { request } from './request.ts';

/** Something that somebody is told. */
export interface Notification {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  /** `notify`, `approval`, `approval.remind` … */
  readonly kind: string;
  readonly title: string;
  readonly text: string | undefined;
  /** Whose doing it is; absent: the system's. */
  readonly from: string | undefined;
  readonly isRead: boolean;
  readonly target: NotificationTarget | undefined;
}

/** Where it leads. */
export type NotificationTarget =
  | { readonly kind: 'record'; readonly entity: string; readonly id: string }
  | { readonly kind: 'approval' | 'run'; readonly id: string };

export interface NotificationPage {
  readonly data: readonly Notification[];
  readonly next: string | null;
  /** How many are unread, counted up to 100. */
  readonly unread: number;
}

const pageSize = 30;

/** How many of one's own are unread, up to 100. */
export async function countUnread(signal?: AbortSignal): Promise<number> {
  const answer = await request('/api/notifications?limit=1', signal ? { signal } : {});
  return (isObject(answer) ? asNumber(answer.unread) : undefined) ?? 0;
}

/** One's own, newest first. */
export async function listNotifications(
  onlyUnread: boolean,
  after?: string,
  signal?: AbortSignal,
): Promise<NotificationPage> {
  const params = new URLSearchParams({ limit: String(pageSize) });
  if (onlyUnread) params.set('unread', 'true');
  if (after !== undefined) params.set('after', after);
  const answer = await request(`/api/notifications?${params}`, signal ? { signal } : {});
  const body = isObject(answer) ? answer : {};
  return {
    data: asObjects(body.data).map(toNotification),
    next: asText(body.next) ?? null,
    unread: asNumber(body.unread) ?? 0,
  };
}

/** Marks them as read; without ids, all. */
export async function readNotifications(ids?: readonly string[]): Promise<void> {
  await request('/api/notifications/read', { method: 'POST', body: ids ? { ids: [...ids] } : { all: true } });
}

function toNotification({ id, at, kind, title, text, from, read, target }: JsonObject): Notification {
  return {
    id: asText(id) ?? '',
    at: asText(at) ?? '',
    kind: asText(kind) ?? 'notify',
    title: asText(title) ?? '',
    text: asText(text),
    from: asText(asObject(from)?.name),
    isRead: read === true,
    target: toTarget(asObject(target) ?? {}),
  };
}

function toTarget({ entity, id, approval, run }: JsonObject): NotificationTarget | undefined {
  if (typeof approval === 'string') return { kind: 'approval', id: approval };
  if (typeof run === 'string') return { kind: 'run', id: run };
  return typeof entity === 'string' && typeof id === 'string' ? { kind: 'record', entity, id } : undefined;
}
