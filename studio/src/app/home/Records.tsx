import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { entityGroups } from '../../store/model.ts';
import { may } from '../../store/rights.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useModel } from '../ModelContext.tsx';
import styles from './HomePage.module.css';
import { Section } from './Section.tsx';

/** Every entity with the number of its records, and a way to add one. */
export function Records({ counts }: { readonly counts: ReadonlyMap<string, number | undefined> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const entities = entityGroups(useModel()).flatMap((group) => group.entities);
  return (
    <Section title={t('home.records')}>
      <ul className={styles.tiles}>
        {entities.map((entity) => {
          const { name, title, pluralTitle, icon } = entity;
          const count = counts.get(name);
          return (
            <li key={name} className={styles.tile}>
              <Link to="/$entity" params={{ entity: name }} className={styles.tileLink}>
                <EntityIcon name={icon} />
                <span className={styles.tileTitle}>{pluralTitle}</span>
                <span className={styles.tileCount}>
                  {count === undefined ? <Bone width="20px" height="10px" /> : format.number(count)}
                </span>
              </Link>
              {may(entity, 'create') ? (
                <Link
                  to="/$entity/new"
                  params={{ entity: name }}
                  className={styles.tileAdd}
                  aria-label={t('record.new', { entity: title })}
                  title={t('record.new', { entity: title })}
                >
                  <Plus size={15} aria-hidden />
                </Link>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
