import { ArchiveRestore, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../fields/shared/useFormat.ts';
import bar from '../list/SelectionBar.module.css';
import { PurgeDialog } from './PurgeDialog.tsx';

interface BinBarProps {
  readonly count: number;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
  readonly onClear: () => void;
}

/** What can be done with the deleted records that are selected. */
export function BinBar({ count, onRestore, onPurge, onClear }: BinBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isPurging, setPurging] = useState(false);
  return (
    <>
      <div className={bar.bar} role="toolbar" aria-label={t('list.selection')}>
        <span>{t('list.selected', { count, number: format.number(count) })}</span>
        <button type="button" onClick={onRestore}>
          <ArchiveRestore size={14} aria-hidden />
          {t('bin.restore')}
        </button>
        <button type="button" onClick={() => setPurging(true)}>
          <Trash2 size={14} aria-hidden />
          {t('bin.purge')}
        </button>
        <button type="button" aria-label={t('list.clearSelection')} onClick={onClear}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {isPurging ? <PurgeDialog count={count} onPurge={onPurge} onClose={() => setPurging(false)} /> : null}
    </>
  );
}
