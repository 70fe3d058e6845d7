import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { may } from '../../store/rights.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import styles from './Sidebar.module.css';

/** An entity in the sidebar: its list, and beside it a way to add one. */
export function EntityItem({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const { name, icon, title, pluralTitle } = entity;
  return (
    <li className={styles.item}>
      <Link
        className={styles.link}
        to="/$entity"
        params={{ entity: name }}
        activeOptions={{ exact: false, includeSearch: false }}
        title={pluralTitle}
      >
        <EntityIcon name={icon} />
        <span>{pluralTitle}</span>
      </Link>
      {may(entity, 'create') ? (
        <Link
          className={styles.add}
          to="/$entity/new"
          params={{ entity: name }}
          aria-label={t('record.new', { entity: title })}
          title={t('record.new', { entity: title })}
        >
          <Plus size={14} aria-hidden />
        </Link>
      ) : null}
    </li>
  );
}
