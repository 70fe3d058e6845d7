import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { Ellipsis, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import { recordKeys } from '../api/keys.ts';
import { getRecord, type RecordValues, updateRecord } from '../api/records.ts';
import { useEntity, useModel } from '../app/ModelContext.tsx';
import { asNumber, asText, plainText } from '../lib/values.ts';
import { changedValues } from '../store/changedValues.ts';
import { createDraft, type Draft } from '../store/createDraft.ts';
import { formLayout, layoutFields } from '../store/formLayout.ts';
import { readRecord } from '../store/readRecord.ts';
import { selectForRecord } from '../store/selectFields.ts';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordEditor } from './RecordEditor.tsx';
import styles from './RecordPage.module.css';
import { StaleNotice } from './StaleNotice.tsx';
import { useDelete } from './useDelete.tsx';

export function RecordPage() {
  const { entity: name, id } = useParams({ from: '/$entity/$id' });
  const entity = useEntity(name);
  if (!entity) return <ErrorNotice error={new ApiError(404, 'KILN_NOT_FOUND', name)} />;
  return <LoadedRecord key={`${name}/${id}`} entity={entity} id={id} />;
}

function LoadedRecord({ entity, id }: { readonly entity: BrowserEntity; readonly id: string }) {
  const { values, error, reload } = useRecord(entity, id);
  if (values) return <EditRecord entity={entity} id={id} values={values} reload={reload} />;
  return (
    <div className={styles.page}>
      <PageHeader icon={<EntityIcon name={entity.icon} />} title={entity.title} />
      <div className={styles.scroll}>
        <div className={styles.content}>{error ? <ErrorNotice error={error} onRetry={reload} /> : <Bones />}</div>
      </div>
    </div>
  );
}

interface EditRecordProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  /** As last read; newer ones come in while the page is open. */
  readonly values: RecordValues;
  readonly reload: () => Promise<RecordValues | undefined>;
}

function EditRecord({ entity, id, values, reload }: EditRecordProps) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const remove = useDelete(entity);
  const [isStale, setStale] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read later goes into the same draft
  const draft = useMemo(() => createDraft(values), []);
  useNewerValues(draft, values, setStale);

  async function save(options: { overwrite: boolean }) {
    const { saved } = draft.state();
    const changes = changedValues(model, entity, saved, draft.get());
    try {
      await updateRecord(entity.name, id, changes, options.overwrite ? undefined : asNumber(saved.version));
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) return setStale(true);
      throw error;
    }
    setStale(false);
    // What the server made of it: computed fields, the new version.
    draft.accept((await reload()) ?? draft.get());
  }

  async function takeTheirs() {
    const theirs = await reload();
    if (theirs) draft.accept(theirs);
    setStale(false);
  }

  const title = plainText(values[entity.display]) || t('record.untitled');
  function confirmDelete() {
    modal.confirm({
      title: t('record.deleteTitle', { title }),
      content: t('record.deleteText'),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      icon: null,
      async onOk() {
        const gone = await remove([id]);
        if (gone.length === 0) return;
        draft.accept(draft.get());
        await navigate({ to: '/$entity', params: { entity: entity.name } });
      },
    });
  }

  return (
    <RecordEditor
      entity={entity}
      title={title}
      draft={draft}
      mode="update"
      save={() => save({ overwrite: false })}
      notice={isStale ? <StaleNotice onReload={takeTheirs} onOverwrite={() => save({ overwrite: true })} /> : null}
      times={{ createdAt: asText(values.createdAt), updatedAt: asText(values.updatedAt) }}
      menu={
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              {
                key: 'delete',
                danger: true,
                icon: <Trash2 size={14} />,
                label: t('action.delete'),
                onClick: confirmDelete,
              },
            ],
          }}
        >
          <Button type="text" aria-label={t('action.more')} icon={<Ellipsis size={16} />} />
        </Dropdown>
      }
    />
  );
}

/** Reads a record as its form needs it, and tells the cache what its related records are called. */
function useRecord(entity: BrowserEntity, id: string) {
  const model = useModel();
  const cache = useQueryClient();
  const query = useQuery({
    queryKey: recordKeys.one(entity.name, id),
    queryFn: async ({ signal }) => {
      const select = selectForRecord(model, entity, layoutFields(formLayout(model, entity)));
      const { values, labels } = readRecord(model, entity, await getRecord(entity.name, id, select, signal));
      for (const known of labels) cache.setQueryData(recordKeys.label(known.entity, known.id), known.label);
      return values;
    },
  });
  return {
    values: query.data,
    error: query.error,
    reload: async () => (await query.refetch()).data,
  };
}

/** A newer version that arrives goes into the form, or, where something was typed, is told. */
function useNewerValues(draft: Draft, values: RecordValues, tellStale: (isStale: boolean) => void) {
  useEffect(() => {
    const { saved, isDirty } = draft.state();
    if (saved === values) return;
    if (!isDirty) draft.accept(values);
    else if (saved.version !== values.version) tellStale(true);
  }, [draft, values, tellStale]);
}

function Bones() {
  return (
    <div className={styles.bones} aria-hidden>
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
        <div key={key} className={styles.bone} />
      ))}
    </div>
  );
}
