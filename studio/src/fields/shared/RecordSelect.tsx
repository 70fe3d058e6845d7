import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { ArrowUpRight, History, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKeys } from '../../api/keys.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { may } from '../../store/rights.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useCreateRecord } from '../CreateRecord.tsx';
import type { WidgetProps } from '../types.ts';
import iconButton from './iconButton.module.css';
import { inputProps } from './inputProps.ts';
import { RecordLabel } from './RecordLabel.tsx';
import styles from './RecordSelect.module.css';
import { RecordTag } from './RecordTag.tsx';
import { rememberRecord } from './recentRecords.ts';
import { useDebounced } from './useDebounced.ts';
import { type RecordOption, useRecordOptions } from './useRecordOptions.ts';

interface RecordSelectProps extends WidgetProps {
  readonly entity: string;
  /** Ids. */
  readonly selected: readonly string[];
  readonly multiple: boolean;
  readonly onSelect: (ids: string[]) => void;
}

/** Stands among the ids for “none of these: create one”. */
const createKey = 'create';

/** Picks records of one entity, creates one that is missing, opens the one that is picked. */
export function RecordSelect({ entity: entityName, selected, multiple, onSelect, ...props }: RecordSelectProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const entity = useEntity(entityName);
  const create = useCreateRecord();
  const [isOpen, setOpen] = useState(props.autoOpen ?? false);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 160);
  const pinyin = usePinyin(isOpen && typed !== '');
  const { recent, found, isFetching } = useRecordOptions(entity, search, isOpen, pinyin);
  const title = entity?.title ?? entityName;

  // Until the answer to what was typed is there, only what fits it already may be picked.
  const isStale = isFetching || typed.trim() !== search;
  const fits = ({ label }: RecordOption) => !isStale || containsText(typed, label, pinyin);
  const toOption = ({ id, label, hint }: RecordOption, isRecent: boolean) => ({ value: id, label, hint, isRecent });
  const canCreate =
    !isStale && create !== undefined && entity !== undefined && entity.parent === undefined && may(entity, 'create');
  const options = [
    ...recent.filter(fits).map((option) => toOption(option, true)),
    ...found.filter(fits).map((option) => toOption(option, false)),
    ...(canCreate ? [{ value: createKey, label: '', hint: '', isRecent: false }] : []),
  ];

  function pick(next: string[]) {
    setTyped('');
    if (next.includes(createKey)) {
      setOpen(false);
      return create?.({
        entity: entityName,
        text: typed.trim(),
        onCreated: (id) => {
          cache.invalidateQueries({ queryKey: recordKeys.lists(entityName) });
          rememberRecord(entityName, id);
          onSelect(multiple ? [...selected, id] : [id]);
        },
      });
    }
    for (const id of next) if (!selected.includes(id)) rememberRecord(entityName, id);
    onSelect(next);
  }

  const [only] = selected;
  const canOpen = !multiple && !props.compact && only !== undefined && entity?.parent === undefined;
  return (
    <div className={canOpen ? styles.pair : undefined}>
      <Select<string[] | string | null>
        {...inputProps(props)}
        className={styles.select ?? ''}
        classNames={{ popup: { root: styles.popup ?? '' } }}
        popupMatchSelectWidth={props.compact ? 280 : true}
        {...(multiple ? { mode: 'multiple' as const } : {})}
        allowClear={!props.required}
        showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
        placeholder={props.compact ? undefined : t('form.searchIn', { entity: entity?.pluralTitle ?? entityName })}
        loading={isOpen && isFetching}
        listHeight={320}
        notFoundContent={isStale ? t('state.loading') : t('state.nothingFound')}
        value={multiple ? [...selected] : (only ?? null)}
        open={isOpen}
        options={options}
        optionRender={({ value, data }) =>
          value === createKey ? (
            <span className={styles.create}>
              <Plus size={14} aria-hidden />
              {typed.trim() === ''
                ? t('form.createNew', { entity: title })
                : t('form.createNamed', { entity: title, text: typed.trim() })}
            </span>
          ) : (
            <span className={styles.option}>
              <EntityIcon name={entity?.icon} size={14} />
              <span>{data.label}</span>
              {data.isRecent ? (
                <History size={12} role="img" aria-label={t('form.recent')} className={styles.recent} />
              ) : null}
              <small>{data.hint}</small>
            </span>
          )
        }
        labelRender={({ value }) => (
          <span className={styles.label}>
            {props.compact ? null : <EntityIcon name={entity?.icon} size={13} />}
            <span>
              <RecordLabel entity={entityName} id={String(value)} />
            </span>
          </span>
        )}
        tagRender={({ value, onClose }) => (
          <RecordTag entity={entityName} id={String(value)} disabled={props.disabled ?? false} onRemove={onClose} />
        )}
        onOpenChange={setOpen}
        onChange={(next) => pick(Array.isArray(next) ? next : next ? [next] : [])}
      />
      {canOpen ? (
        <Link
          to="/$entity/$id"
          params={{ entity: entityName, id: only }}
          className={iconButton.button}
          title={t('form.openRecord')}
          aria-label={t('form.openRecord')}
        >
          <ArrowUpRight size={15} aria-hidden />
        </Link>
      ) : null}
    </div>
  );
}
