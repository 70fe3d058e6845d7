import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { plainText } from '../../lib/values.ts';
import { findByText } from '../../store/findByText.ts';
import type { WidgetProps } from '../types.ts';
import { inputProps } from './inputProps.ts';
import { RecordLabel } from './RecordLabel.tsx';
import { useDebounced } from './useDebounced.ts';

interface RecordSelectProps extends WidgetProps {
  readonly entity: string;
  /** Ids. */
  readonly selected: readonly string[];
  readonly multiple: boolean;
  readonly onSelect: (ids: string[]) => void;
}

const shown = 20;

/** Picks records of one entity: searches on the server while one types, shows the newest before. */
export function RecordSelect({ entity: entityName, selected, multiple, onSelect, ...props }: RecordSelectProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const entity = useEntity(entityName);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 180);
  const display = entity?.display ?? 'id';
  const { data, isFetching } = useQuery({
    queryKey: recordKeys.options(entityName, search),
    queryFn: async ({ signal }) => {
      const filter = entity && search !== '' ? findByText(entity, search) : { sort: '-createdAt' };
      const page = await listRecords(entityName, { select: `id,${display}`, limit: shown, ...filter }, signal);
      for (const record of page.data) {
        cache.setQueryData(recordKeys.label(entityName, String(record.id)), record[display] ?? null);
      }
      return page.data;
    },
    enabled: isOpen && entity !== undefined,
    placeholderData: (previous) => previous,
  });

  const options = (data ?? []).map((record) => ({
    value: String(record.id),
    label: plainText(record[display]) || String(record.id),
  }));
  return (
    <Select<string[] | string | null>
      {...inputProps(props)}
      style={{ width: '100%' }}
      {...(multiple ? { mode: 'multiple' as const } : {})}
      allowClear={!props.required}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      placeholder={props.compact ? undefined : t('form.searchIn', { entity: entity?.pluralTitle ?? entityName })}
      loading={isOpen && isFetching}
      notFoundContent={isFetching ? t('state.loading') : t('state.nothingFound')}
      value={multiple ? [...selected] : (selected[0] ?? null)}
      options={options}
      labelRender={({ value }) => <RecordLabel entity={entityName} id={String(value)} />}
      onOpenChange={setOpen}
      onChange={(next) => {
        setTyped('');
        onSelect(Array.isArray(next) ? next : next ? [next] : []);
      }}
    />
  );
}
