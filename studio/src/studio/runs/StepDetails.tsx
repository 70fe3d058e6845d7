import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run, StepRun } from '../../api/runs.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { allSteps } from '../../store/workflow/stepTree.ts';
import type { Undoing } from '../../store/workflow/undoings.ts';
import type { FlowPlace } from '../../workspace/flow/flowTypes.ts';
import { stepTitle } from '../../workspace/flow/stepWords.ts';
import { triggerWords } from '../../workspace/flow/triggerWords.ts';
import { Choice } from '../../workspace/list/Choice.tsx';
import { JsonView } from './JsonView.tsx';
import styles from './StepDetails.module.css';
import { StepOutcome } from './StepOutcome.tsx';
import { UndoneBy } from './UndoneBy.tsx';

interface StepDetailsProps extends Pick<StepProps, 'run' | 'undone' | 'say' | 'onSelect'> {
  readonly place: FlowPlace;
}

/** What a step was given and what came of it; of the trigger, what set the run off. */
export function StepDetails({ place, ...rest }: StepDetailsProps) {
  if (place.kind === 'trigger') return <TriggerDetails run={rest.run} />;
  return <OneStep key={place.key} {...rest} id={place.key} />;
}

function TriggerDetails({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const model = useModel();
  return (
    <div className={styles.details}>
      <h2 className={styles.title}>{t('flow.trigger')}</h2>
      <p className={styles.text}>{triggerWords(t, model, run.document, language)}</p>
      <JsonView title={t('runs.given')} value={run.trigger} />
      {run.input === undefined || run.input === null ? null : <JsonView title={t('runs.input')} value={run.input} />}
    </div>
  );
}

interface StepProps {
  readonly run: Run;
  /** By the keys of the steps that were taken back. */
  readonly undone: ReadonlyMap<string, Undoing>;
  readonly id: string;
  /** A text of the workflow in the language of the page. */
  readonly say: (english: string) => string;
  readonly onSelect: (place: FlowPlace) => void;
}

function OneStep({ run, undone, id, say, onSelect }: StepProps) {
  const { t } = useTranslation();
  const step = allSteps(run.document).find(({ key }) => key === id)?.step;
  const times = run.steps.filter((each) => each.id === id);
  const [key, setKey] = useState<string>();
  // What went wrong first; else the last time.
  const shown = times.find((each) => each.key === key) ?? times.find(({ state }) => state === 'failed') ?? times.at(-1);
  return (
    <div className={styles.details}>
      <h2 className={styles.title}>{step ? stepTitle(t, step, say) : id}</h2>
      {times.length > 1 ? (
        <Choice aria-label={t('runs.time')} value={shown?.key ?? ''} onChange={({ target }) => setKey(target.value)}>
          {times.map((each, at) => (
            <option key={each.key} value={each.key}>
              {t('runs.timeOf', { number: at + 1, state: t(`flow.state.${each.state}`) })}
              {itemOf(t, each)}
            </option>
          ))}
        </Choice>
      ) : null}
      {shown ? (
        <StepOutcome key={shown.key} run={run} step={shown}>
          <UndoneBy document={run.document} undoing={undone.get(shown.key)} say={say} onSelect={onSelect} />
        </StepOutcome>
      ) : (
        <p className={styles.text}>{t('runs.notReached')}</p>
      )}
    </div>
  );
}

/** Of a step in a loop, which item, counted from one: ` · item 4`, ` · item 4.1` in a loop in a loop. */
function itemOf(t: TFunction, { key }: StepRun): string {
  const [, indexes] = /\[([\d,]+)\]$/.exec(key) ?? [];
  if (indexes === undefined) return '';
  const numbers = indexes.split(',').map((index) => Number(index) + 1);
  return ` · ${t('runs.item', { number: numbers.join('.') })}`;
}
