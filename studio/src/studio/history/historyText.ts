import type { TFunction } from 'i18next';
import type { ChangeSetEntry } from '../../api/changesets.ts';

/** Who made a change; Kiln itself has no name of a person. */
export function actorText(t: TFunction, { kind, name }: ChangeSetEntry['actor']): string {
  if (kind === 'system') return t('studio.system');
  return name || kind;
}

/** What a change was for; where nobody said, what it touched. */
export function messageText(t: TFunction, { message, documents }: ChangeSetEntry): string {
  if (message.trim() !== '') return message;
  const names = documents.slice(0, 3).map(({ name }) => name);
  return names.length > 0 ? t('studio.untitledChange', { names: names.join(', ') }) : t('studio.emptyChange');
}
