import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { useInSight } from '../../ui/useInSight.ts';
import list from '../frame/ListPage.module.css';
import styles from './EntityRow.module.css';
import type { EntityOutline } from './entityOutlines.ts';

/** One entity of the list: what it is called, how much is in it, what the draft does to it. */
export const EntityRow = memo(Row);

function Row({ entity }: { readonly entity: EntityOutline }) {
  const { t } = useTranslation();
  const { name, savedName, title, icon, group, owner, fields, state } = entity;
  const row = useRef<HTMLLIElement>(null);
  const isSeen = useInSight(row, true);
  return (
    <li ref={row} className={styles.item}>
      <Link to="/studio/entities/$name" params={{ name }} className={list.row}>
        <span className={list.icon}>
          <EntityIcon name={icon} />
        </span>
        <span className={list.words}>
          <span className={`${list.name} ${state === 'removed' ? list.gone : ''}`}>{title}</span>
          <span className={list.about}>{[name, group].filter(Boolean).join(' · ')}</span>
        </span>
        {state === 'same' ? null : <OptionChip title={t(`designer.state.${state}`)} color={stateColors[state]} />}
        <span className={styles.number}>{t('designer.fieldCount', { count: fields })}</span>
        <span className={styles.number}>{isSeen && savedName ? <RecordCount entity={savedName} /> : null}</span>
        <span className={styles.owner}>{owner}</span>
        <ChevronRight size={16} aria-hidden />
      </Link>
    </li>
  );
}

/** Counted once the row is in sight: an installation may have hundreds of entities, and some of them millions of records. */
function RecordCount({ entity }: { readonly entity: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = { select: 'id', limit: 1, count: true } as const;
  const { data } = useQuery({
    queryKey: recordKeys.count(entity, query),
    queryFn: async ({ signal }) => (await listRecords(entity, query, signal)).count ?? null,
    retry: false,
  });
  if (data === undefined || data === null) return null;
  return t('designer.recordCount', { count: data, shown: format.number(data) });
}

const stateColors = { new: 'green', changed: 'geekblue', removed: 'red' } as const;
