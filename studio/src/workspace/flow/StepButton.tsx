import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { asText } from '../../lib/values.ts';
import type { StepMark } from '../../store/workflow/stepMarks.ts';
import { type PlacedStep, stepId, stepKind } from '../../store/workflow/stepTree.ts';
import { useFlow } from './FlowContext.ts';
import type { FlowProps } from './flowTypes.ts';
import { MarkIcon } from './MarkIcon.tsx';
import { MarkText } from './MarkText.tsx';
import { markLook } from './markLook.ts';
import styles from './StepButton.module.css';
import { StepIcon } from './StepIcon.tsx';
import { stepSummary, stepTitle } from './stepWords.ts';

/** A step: what it does with what, and in a run what became of it. */
export function StepButton({ placed: { step, key } }: { readonly placed: PlacedStep }) {
  const { document, marks, problems, say, selected, selectsOnFocus = false, onSelect } = useFlow();
  const mark = marks?.get(stepId(step));
  const faults = problems?.get(key) ?? [];
  return (
    <Face
      step={step}
      name={key}
      mark={mark}
      isUntouched={marks !== undefined && (mark === undefined || mark.state === 'skipped')}
      fault={faults[0]}
      faults={faults.length}
      isSelected={selected?.kind === 'step' && selected.key === key}
      selectsOnFocus={selectsOnFocus}
      say={say}
      about={isObject(document.trigger) ? asText(document.trigger.entity) : undefined}
      onSelect={onSelect}
    />
  );
}

interface FaceProps extends Pick<FlowProps, 'say' | 'onSelect'> {
  readonly step: JsonObject;
  readonly name: string;
  readonly mark: StepMark | undefined;
  readonly isUntouched: boolean;
  readonly fault: string | undefined;
  readonly faults: number;
  readonly isSelected: boolean;
  readonly selectsOnFocus: boolean;
  /** The entity of the record that the workflow is about. */
  readonly about: string | undefined;
}

/** While one step is typed in, hundreds of others stay as they are. */
const Face = memo(function Face(props: FaceProps) {
  const { step, name, mark, isUntouched, fault, faults, isSelected, selectsOnFocus, about, say, onSelect } = props;
  const { t, i18n } = useTranslation();
  const model = useModel();
  const summary = mark ? '' : stepSummary({ t, model, language: i18n.language, about, say }, step);
  const looks = [
    styles.step,
    isSelected ? styles.selected : '',
    faults > 0 ? styles.faulty : '',
    mark ? styles[markLook(mark)] : '',
    isUntouched ? styles.untouched : '',
  ];
  return (
    <button
      type="button"
      data-node={name}
      data-step={name}
      aria-pressed={isSelected}
      className={looks.join(' ')}
      title={fault}
      onFocus={() => selectsOnFocus && onSelect({ kind: 'step', key: name })}
      onClick={() => onSelect({ kind: 'step', key: name })}
    >
      <StepIcon kind={stepKind(step)} />
      <span className={styles.words}>
        <span className={styles.title}>{stepTitle(t, step, say)}</span>
        {mark ? <MarkText mark={mark} /> : null}
        {summary === '' ? null : <span className={styles.summary}>{summary}</span>}
      </span>
      {mark ? <MarkIcon look={markLook(mark)} /> : null}
      {faults > 0 ? (
        <span className={styles.badge} role="img" aria-label={t('flow.problems', { count: faults })}>
          !
        </span>
      ) : null}
    </button>
  );
});
