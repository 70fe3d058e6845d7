import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { definitionKey } from '../draft/definitionKey.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { documentTitle } from '../frame/documentTitle.ts';
import { BothSides } from './BothSides.tsx';
import { pathText } from './keywordText.ts';
import { namedPath } from './namedPath.ts';
import styles from './ReviewPage.module.css';

/** What somebody else has saved meanwhile and otherwise than it stands in the draft: both sides, one of which is taken. */
export function DraftConflicts() {
  const { t } = useTranslation();
  const { conflicts, documents, decide } = useStudioDraft();
  if (conflicts.length === 0) return null;
  return (
    <section className={styles.warning} role="alert" aria-label={t('studio.conflicts')}>
      <h2 className={styles.warningTitle}>
        <UsersRound size={16} aria-hidden />
        {t('studio.conflicts')}
      </h2>
      <p>{t('studio.conflictsText', { count: conflicts.length })}</p>
      <ul className={styles.boxed}>
        {conflicts.map((conflict) => {
          const { kind, name, path, base, mine, theirs } = conflict;
          const document = documents.get(definitionKey(kind, name))?.current ?? undefined;
          const members = namedPath(document, path, mine ?? theirs ?? base);
          const place = [documentTitle(t, documents, kind, name), pathText(t, members)].filter(Boolean).join(' · ');
          return (
            <BothSides
              key={`${kind}/${name}/${path.join('/')}`}
              place={place}
              sides={[
                { title: t('studio.was'), value: base },
                {
                  title: t('studio.mine'),
                  value: mine,
                  action: <Button onClick={() => decide(conflict, 'mine')}>{t('studio.keepMine')}</Button>,
                },
                {
                  title: t('studio.theirs'),
                  value: theirs,
                  action: <Button onClick={() => decide(conflict, 'theirs')}>{t('studio.takeTheirs')}</Button>,
                },
              ]}
            />
          );
        })}
      </ul>
    </section>
  );
}
