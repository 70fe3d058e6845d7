import { Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import styles from './SelectionBar.module.css';
import { useDelete } from './useDelete.tsx';

interface SelectionBarProps {
  readonly entity: BrowserEntity;
  readonly selected: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** What can be done with the selected rows. */
export function SelectionBar({ entity, selected, onDone }: SelectionBarProps) {
  const { t } = useTranslation();
  const remove = useDelete(entity);
  if (selected.size === 0) return null;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('list.selection')}>
      <span>{t('list.selected', { count: selected.size })}</span>
      <button
        type="button"
        onClick={async () => {
          onDone();
          await remove([...selected]);
        }}
      >
        <Trash2 size={14} aria-hidden />
        {t('action.delete')}
      </button>
      <button type="button" aria-label={t('list.clearSelection')} onClick={onDone}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
