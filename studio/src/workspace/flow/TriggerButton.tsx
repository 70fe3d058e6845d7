import { Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject } from '../../../../core/lib/json.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useFlow } from './FlowContext.ts';
import { triggerKey } from './flowTypes.ts';
import styles from './StepButton.module.css';
import { triggerWords } from './triggerWords.ts';

/** What sets the workflow off. */
export function TriggerButton() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { document, problems, selected, selectsOnFocus, onSelect } = useFlow();
  const when = isObject(document.trigger) && typeof document.trigger.when === 'string' ? document.trigger.when : '';
  const faults = problems?.get(triggerKey) ?? [];
  const isSelected = selected?.kind === 'trigger';
  return (
    <button
      type="button"
      data-node={triggerKey}
      aria-pressed={isSelected}
      className={`${styles.step} ${isSelected ? styles.selected : ''} ${faults.length > 0 ? styles.faulty : ''}`}
      title={faults[0]}
      onFocus={() => selectsOnFocus && onSelect({ kind: 'trigger' })}
      onClick={() => onSelect({ kind: 'trigger' })}
    >
      <span className={styles.icon} style={{ background: 'var(--k-success-soft)', color: 'var(--k-success)' }}>
        <Zap size={17} strokeWidth={1.75} aria-hidden />
      </span>
      <span className={styles.words}>
        <span className={styles.over}>{t('flow.trigger')}</span>
        <span className={`${styles.title} ${when === '' ? styles.wrapping : ''}`}>
          {triggerWords(t, model, document, i18n.language)}
        </span>
        {when === '' ? null : <span className={styles.summary}>{when}</span>}
      </span>
      {faults.length > 0 ? (
        <span className={styles.badge} role="img" aria-label={t('flow.problems', { count: faults.length })}>
          !
        </span>
      ) : null}
    </button>
  );
}
