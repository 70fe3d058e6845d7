import type { NotificationTarget } from '../api/notifications.ts';

/** The address of what a notification is about; undefined: it is about nothing that has a page. */
export function targetPath(target: NotificationTarget | undefined): string | undefined {
  switch (target?.kind) {
    case 'record':
      return `/${encodeURIComponent(target.entity)}/${encodeURIComponent(target.id)}`;
    case 'approval':
      return `/approval-${encodeURIComponent(target.id)}`;
    case 'run':
      return `/studio/runs/${encodeURIComponent(target.id)}`;
    default:
      return undefined;
  }
}
