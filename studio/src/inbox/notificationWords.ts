import type { TFunction } from 'i18next';

/** What the title of a notification does not say by itself. */
const words = {
  approval: 'asked',
  'approval.remind': 'reminded',
  'approval.approved': 'approved',
  'approval.rejected': 'rejected',
  'approval.returned': 'returned',
  'approval.expired': 'expired',
} as const;

/** What a notification of a kind is about; undefined: its title says it. */
export function notificationWords(t: TFunction, kind: string): string | undefined {
  return isWorded(kind) ? t(`inbox.kind.${words[kind]}`) : undefined;
}

function isWorded(kind: string): kind is keyof typeof words {
  return Object.hasOwn(words, kind);
}
