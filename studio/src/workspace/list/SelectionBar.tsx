import { useQueryClient } from '@tanstack/react-query';
import { PencilLine, Trash2, X } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { listIds } from '../../api/listPage.ts';
import type { ListQuery } from '../../api/records.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { useShell } from '../../app/shell/ShellContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { actionsAt } from '../../store/actionTarget.ts';
import { may } from '../../store/rights.ts';
import { isSelected, type Selection } from '../../store/selection.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useDelete } from '../record/useDelete.ts';
import styles from './SelectionBar.module.css';

const BulkEdit = lazyWithAntd(async () => (await import('./BulkEdit.tsx')).BulkEdit);

interface SelectionBarProps {
  readonly entity: BrowserEntity;
  readonly query: ListQuery;
  readonly selection: Selection;
  /** Of the selected records. */
  readonly count: number;
  readonly onDone: () => void;
}

/** What can be done with the selected rows. */
export function SelectionBar({ entity, query, selection, count, onDone }: SelectionBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const { startAction } = useShell();
  const cache = useQueryClient();
  const remove = useDelete(entity);
  const [isEditing, setEditing] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function ids(): Promise<string[]> {
    if (!selection.all) return [...selection.ids];
    const all = await listIds(cache, entity.name, query);
    return all.filter((id) => isSelected(selection, id));
  }

  if (count === 0 && !isEditing) return null;
  return (
    <>
      <div className={styles.bar} role="toolbar" aria-label={t('list.selection')}>
        <span>{t('list.selected', { count, number: format.number(count) })}</span>
        {may(entity, 'update') ? (
          <button type="button" onClick={() => setEditing(true)}>
            <PencilLine size={14} aria-hidden />
            {t('bulk.edit')}
          </button>
        ) : null}
        {may(entity, 'delete') ? (
          <button
            type="button"
            disabled={isBusy}
            onClick={async () => {
              setBusy(true);
              const all = await ids().finally(() => setBusy(false));
              onDone();
              await remove(all);
            }}
          >
            <Trash2 size={14} aria-hidden />
            {t('action.delete')}
          </button>
        ) : null}
        {actionsAt(model, entity.name, 'list').map((action) => (
          <button
            key={action.name}
            type="button"
            title={action.description}
            onClick={() => startAction({ action, target: { on: 'list', entity: entity.name, ids, count, onDone } })}
          >
            {action.icon === undefined ? null : <EntityIcon name={action.icon} size={14} />}
            {action.title}
          </button>
        ))}
        <button type="button" aria-label={t('list.clearSelection')} onClick={onDone}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {isEditing ? (
        <Suspense>
          <BulkEdit entity={entity} count={count} ids={ids} onClose={() => setEditing(false)} onDone={onDone} />
        </Suspense>
      ) : null}
    </>
  );
}
