import { UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { mergeDocuments } from '../../../../core/definitions/mergeDocuments.ts';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { readRole } from '../../store/role/readRole.ts';
import { roleChanges } from '../../store/role/roleChanges.ts';
import { Button } from '../../ui/Button.tsx';
import { ChangeList } from './ChangeList.tsx';
import styles from './ConflictNotice.module.css';

interface ConflictNoticeProps {
  readonly base: JsonObject;
  readonly mine: JsonObject;
  readonly theirs: JsonObject;
  /** With what is to stand over theirs. */
  readonly onResolved: (document: JsonObject) => void;
}

/** Somebody else has saved the role meanwhile: what they changed, and what to do about it. Nothing is lost by itself. */
export function ConflictNotice({ base, mine, theirs, onResolved }: ConflictNoticeProps) {
  const { t } = useTranslation();
  const changes = useMemo(() => roleChanges(readRole(base), readRole(theirs)), [base, theirs]);
  const { merged, conflicts } = useMemo(() => mergeDocuments(base, mine, theirs), [base, mine, theirs]);
  return (
    <section className={styles.conflict} role="alert" aria-label={t('role.conflict')}>
      <h2 className={styles.title}>
        <UsersRound size={16} aria-hidden />
        {t('role.conflict')}
      </h2>
      <p>{conflicts.length > 0 ? t('role.conflictBoth', { count: conflicts.length }) : t('role.conflictApart')}</p>
      <ChangeList changes={changes} />
      <div className={styles.foot}>
        <Button look="main" onClick={() => onResolved(merged)}>
          {conflicts.length > 0 ? t('role.keepMine') : t('role.keepBoth')}
        </Button>
        <Button onClick={() => onResolved(theirs)}>{t('role.takeTheirs')}</Button>
      </div>
    </section>
  );
}
