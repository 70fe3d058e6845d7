import { ArchiveRestore, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { relativeTime } from '../../lib/relativeTime.ts';
import { findEntity } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import page from '../list/EntityList.module.css';
import { BinBar } from './BinBar.tsx';
import { BinTabs } from './BinTabs.tsx';
import styles from './DeletedRecords.module.css';
import { PurgeDialog } from './PurgeDialog.tsx';
import { useBinActions } from './useBinActions.ts';
import { type DeletedRecord, useDeleted } from './useDeleted.ts';

/** What was deleted last, of all entities: to be brought back, or removed for good. */
export function DeletedRecords() {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useBinActions();
  const deleted = useDeleted();
  const { records, total, isReady, error, retry } = deleted;
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [purging, setPurging] = useState<DeletedRecord>();
  // What was restored meanwhile, here or elsewhere, is no longer there to be selected.
  const selected = records.filter(({ id }) => marked.has(id));

  function toggle(id: string) {
    setMarked((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  function run(op: 'restore' | 'purge', some: readonly DeletedRecord[]) {
    setMarked(new Set());
    const byEntity = new Map<string, string[]>();
    for (const { entity, id } of some) byEntity.set(entity, [...(byEntity.get(entity) ?? []), id]);
    return act(op, byEntity);
  }

  const isAll = records.length > 0 && selected.length === records.length;
  return (
    <div className={page.page}>
      <PageHeader icon={<Trash2 size={16} strokeWidth={1.75} aria-hidden />} title={t('bin.title')} />
      <BinTabs deleted={deleted} entity={undefined} />
      <div className={page.content}>
        {records.length > 0 ? (
          <div className={styles.scroll}>
            <table className={styles.table} aria-label={t('bin.title')}>
              <thead>
                <tr>
                  <th className={styles.check}>
                    <label className={styles.box}>
                      <input
                        type="checkbox"
                        aria-label={t('list.selectAll')}
                        checked={isAll}
                        ref={(box) => {
                          if (box) box.indeterminate = selected.length > 0 && !isAll;
                        }}
                        onChange={() => setMarked(new Set(isAll ? [] : records.map(({ id }) => id)))}
                      />
                    </label>
                  </th>
                  <th scope="col">{t('bin.record')}</th>
                  <th scope="col" className={styles.kind}>
                    {t('bin.kind')}
                  </th>
                  <th scope="col" className={styles.when}>
                    {t('bin.deleted')}
                  </th>
                  <th className={styles.tools} aria-label={t('action.more')} />
                </tr>
              </thead>
              <tbody>
                {records.map((record) => (
                  <DeletedRow
                    key={record.id}
                    record={record}
                    isSelected={marked.has(record.id)}
                    onToggle={() => toggle(record.id)}
                    onRestore={() => run('restore', [record])}
                    onPurge={() => setPurging(record)}
                  />
                ))}
              </tbody>
            </table>
            {total > records.length ? (
              <p className={styles.more}>
                {t('bin.more', { count: records.length, number: format.number(records.length) })}
              </p>
            ) : null}
          </div>
        ) : error ? (
          <ErrorNotice error={error} onRetry={retry} />
        ) : isReady ? (
          <Notice icon={<Trash2 size={20} />} title={t('bin.empty')} text={t('bin.emptyText')} />
        ) : (
          <Bones />
        )}
        {selected.length > 0 ? (
          <BinBar
            count={selected.length}
            onRestore={() => run('restore', selected)}
            onPurge={() => run('purge', selected)}
            onClear={() => setMarked(new Set())}
          />
        ) : null}
      </div>
      {purging ? (
        <PurgeDialog count={1} onPurge={() => run('purge', [purging])} onClose={() => setPurging(undefined)} />
      ) : null}
    </div>
  );
}

interface DeletedRowProps {
  readonly record: DeletedRecord;
  readonly isSelected: boolean;
  readonly onToggle: () => void;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}

function DeletedRow({ record, isSelected, onToggle, onRestore, onPurge }: DeletedRowProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const format = useFormat();
  const entity = findEntity(useModel(), record.entity);
  const title = record.title || t('record.untitled');
  const when = relativeTime(language, new Date(record.deletedAt), new Date());
  return (
    <tr aria-selected={isSelected}>
      <td className={styles.check}>
        <label className={styles.box}>
          <input type="checkbox" aria-label={t('bin.select', { title })} checked={isSelected} onChange={onToggle} />
        </label>
      </td>
      <td className={styles.title}>
        <EntityIcon name={entity?.icon} />
        <span>{title}</span>
        <small>
          {entity?.title} · {when}
        </small>
      </td>
      <td className={styles.kind}>{entity?.title}</td>
      <td className={styles.when}>
        <time dateTime={record.deletedAt} title={format.dateTime(record.deletedAt)}>
          {when}
        </time>
      </td>
      <td className={styles.tools}>
        <Button
          look="quiet"
          aria-label={t('bin.restoreOne', { title })}
          title={t('bin.restore')}
          icon={<ArchiveRestore size={15} aria-hidden />}
          onClick={onRestore}
        />
        <Button
          look="quiet"
          aria-label={t('bin.purgeOne', { title })}
          title={t('bin.purge')}
          icon={<Trash2 size={15} aria-hidden />}
          onClick={onPurge}
        />
      </td>
    </tr>
  );
}

function Bones() {
  const { t } = useTranslation();
  return (
    <div className={styles.bones} role="status" aria-busy aria-label={t('state.loading')}>
      {['38%', '52%', '31%', '46%', '42%', '35%'].map((width) => (
        <Bone key={width} width={width} height="10px" />
      ))}
    </div>
  );
}
