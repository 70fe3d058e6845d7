import { Check, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Popover } from '../../ui/Popover.tsx';
import { useDraftCheck, useStudioDraft } from '../draft/StudioDraft.ts';
import styles from './CheckState.module.css';
import { ProblemList } from './ProblemList.tsx';

/** What the server says of the draft: nothing yet, fine, or how many problems it has, which it lists. */
export function CheckState() {
  const { t } = useTranslation();
  const { changes } = useStudioDraft();
  const { isChecking, problems, error } = useDraftCheck();
  if (changes.length === 0) return null;
  if (problems.length > 0) {
    return (
      <Popover
        label={t('studio.problems', { count: problems.length })}
        trigger={(props) => (
          <button type="button" {...props} className={`${styles.state} ${styles.bad}`}>
            <TriangleAlert size={14} aria-hidden />
            {t('studio.problems', { count: problems.length })}
          </button>
        )}
      >
        {(close) => <ProblemList problems={problems} onJump={close} />}
      </Popover>
    );
  }
  const isFailed = error !== undefined && error !== null;
  return (
    <span className={`${styles.state} ${isFailed ? styles.bad : ''}`} role="status">
      {isChecking ? (
        <LoaderCircle size={14} aria-hidden className={styles.turning} />
      ) : isFailed ? (
        <TriangleAlert size={14} aria-hidden />
      ) : (
        <Check size={14} aria-hidden />
      )}
      {isChecking ? t('studio.checking') : isFailed ? t('studio.notChecked') : t('studio.checked')}
    </span>
  );
}
