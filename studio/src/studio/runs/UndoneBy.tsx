import { Undo2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { findStep } from '../../store/workflow/stepTree.ts';
import type { Undoing } from '../../store/workflow/undoings.ts';
import type { FlowPlace } from '../../workspace/flow/flowTypes.ts';
import { stepTitle } from '../../workspace/flow/stepWords.ts';
import { runErrorText } from '../../workspace/runs/runErrorText.ts';
import styles from './UndoneBy.module.css';

interface UndoneByProps {
  readonly document: JsonObject;
  readonly undoing: Undoing | undefined;
  readonly say: (english: string) => string;
  readonly onSelect: (place: FlowPlace) => void;
}

/** That a step was taken back when the run had failed, when, and what was done for it. */
export function UndoneBy({ document, undoing, say, onSelect }: UndoneByProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  if (!undoing) return null;
  const { state, at, steps } = undoing;
  return (
    <section aria-labelledby={id} className={`${styles.undone} ${state === 'failed' ? styles.failed : ''}`}>
      <header className={styles.head}>
        <Undo2 size={15} aria-hidden />
        <h3 id={id}>{t(`flow.undone.${state}`)}</h3>
        {at ? <time dateTime={at}>{format.dateTime(at)}</time> : null}
      </header>
      <p className={styles.text}>{t(`runs.undone.${state}`)}</p>
      <ul className={styles.steps}>
        {steps.map(({ key, id: step, state: outcome, error }) => {
          const placed = findStep(document, step);
          return (
            <li key={key}>
              <button type="button" className={styles.step} onClick={() => onSelect({ kind: 'step', key: step })}>
                <span>{placed ? stepTitle(t, placed.step, say) : step}</span>
                <span className={outcome === 'failed' ? styles.bad : styles.outcome}>{t(`flow.state.${outcome}`)}</span>
              </button>
              {error ? <p className={styles.error}>{runErrorText(t, error)}</p> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
