import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { NewButton } from './NewButton.tsx';

interface EmptyListProps {
  readonly entity: BrowserEntity;
  /** By a search, a condition or the view. */
  readonly isFiltered: boolean;
  /** Takes search and conditions away. */
  readonly onReset: (() => void) | undefined;
}

/** Why there is nothing, and what to do about it. */
export function EmptyList({ entity, isFiltered, onReset }: EmptyListProps) {
  const { t } = useTranslation();
  if (!isFiltered) {
    return (
      <Notice
        icon={<EntityIcon name={entity.icon} size={20} />}
        title={t('list.empty', { entity: entity.pluralTitle })}
        text={entity.description ?? t('list.emptyText')}
        actions={<NewButton entity={entity} />}
      />
    );
  }
  return (
    <Notice
      icon={<SearchX size={20} />}
      title={t('list.nothingFound')}
      text={onReset ? t('list.nothingFoundText') : t('list.nothingInView')}
      actions={onReset ? <Button onClick={onReset}>{t('list.reset')}</Button> : <NewButton entity={entity} />}
    />
  );
}
