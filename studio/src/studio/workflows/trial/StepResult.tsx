import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepRun } from '../../../api/runs.ts';
import { elapsed } from '../../../lib/elapsed.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { runErrorText } from '../../../workspace/runs/runErrorText.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { JsonView } from '../../runs/JsonView.tsx';

/** What the last test run made of a step; of one in a loop, each of its times. */
export function StepResult({ results }: { readonly results: readonly StepRun[] }) {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const shown =
    results.find(({ key }) => key === chosen) ?? results.find(({ state }) => state === 'failed') ?? results[0];
  if (!shown) return null;
  const { state, startedAt, endedAt, error, input, output } = shown;
  return (
    <div className={styles.basics}>
      {results.length > 1 ? (
        <Choice
          aria-label={t('workflows.trial.time')}
          value={shown.key}
          onChange={({ target }) => setChosen(target.value)}
        >
          {results.map(({ key, state: each }) => (
            <option key={key} value={key}>
              {`${key} · ${t(`flow.state.${each}`)}`}
            </option>
          ))}
        </Choice>
      ) : null}
      <p className={styles.help}>
        {t(`flow.state.${state}`)}
        {startedAt && endedAt && state !== 'skipped' ? ` · ${elapsed(i18n.language, startedAt, endedAt)}` : ''}
      </p>
      {error ? (
        <p className={`${styles.note} ${styles.warn}`} role="alert">
          {runErrorText(t, error)}
        </p>
      ) : null}
      {input === undefined || input === null ? null : <JsonView title={t('workflows.trial.input')} value={input} />}
      {output === undefined || output === null ? null : <JsonView title={t('workflows.trial.output')} value={output} />}
    </div>
  );
}
