import { Link } from '@tanstack/react-router';
import { Check, Copy, Flame, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../lib/copyText.ts';
import { entityGroups } from '../../store/model.ts';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useModel } from '../ModelContext.tsx';
import styles from './HomePage.module.css';

const demoCommand = 'npm start -- --demo';
const offered = 4;

/** The first thing that is seen: nothing is there yet, and two ways on. */
export function EmptyDatabase() {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const entities = entityGroups(useModel())
    .flatMap((group) => group.entities)
    .slice(0, offered);
  return (
    <div className={styles.empty}>
      <div className={styles.flame}>
        <Flame size={22} aria-hidden />
      </div>
      <h2 className={styles.emptyTitle}>{t('home.emptyTitle')}</h2>
      <p className={styles.emptyText}>{t('home.emptyText')}</p>
      <div className={styles.ways}>
        <section className={styles.way}>
          <h3>{t('home.createTitle')}</h3>
          <p>{t('home.createText')}</p>
          <ul className={styles.starts}>
            {entities.map(({ name, title, icon }) => (
              <li key={name}>
                <Link to="/$entity/new" params={{ entity: name }} className={buttonClass()}>
                  <EntityIcon name={icon} size={15} />
                  <span>{title}</span>
                  <Plus size={14} aria-hidden />
                </Link>
              </li>
            ))}
          </ul>
        </section>
        <section className={styles.way}>
          <h3>{t('home.demoTitle')}</h3>
          <p>{t('home.demoText')}</p>
          <div className={styles.command}>
            <code>{demoCommand}</code>
            <Button
              look="quiet"
              aria-label={isCopied ? t('error.copied') : t('home.copyCommand')}
              icon={isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
              onClick={() =>
                copyText(demoCommand).then(
                  () => setCopied(true),
                  () => {},
                )
              }
            />
          </div>
        </section>
      </div>
    </div>
  );
}
