import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject } from '../../../../../core/lib/json.ts';
import { stepTypes } from '../../../../../core/model/kinds/workflow/steps/stepTypes.ts';
import { renameStep } from '../../../store/workflow/renameStep.ts';
import { allSteps, isKnownFlow, type PlacedStep, stepId, stepKind } from '../../../store/workflow/stepTree.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { isApiName } from '../../entities/document/apiName.ts';
import { textAt } from '../../entities/document/members.ts';
import { Part } from '../../entities/inspector/Part.tsx';
import { TextLine } from '../../entities/inspector/TextLine.tsx';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { DurationInput } from './DurationInput.tsx';
import { ExpressionField } from './ExpressionField.tsx';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NumberInput } from './NumberInput.tsx';

const tries = { type: 'integer', minimum: 1, maximum: 100 } as const;
const backoffs = ['fixed', 'linear', 'exponential'] as const;

/** What holds for steps of every kind: when they are done, what happens when they fail, what they are called. */
export function StepFrame({ placed }: { readonly placed: PlacedStep }) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const { step, path } = placed;
  const retry = isObject(step.retry) ? step.retry : undefined;
  const isDone = !isKnownFlow(stepKind(step));
  const duration = (label: string, at: readonly string[], value: string, help?: string) => (
    <InputLine label={label} help={help} problem={problemAt([...path, ...at])}>
      {(control) => (
        <DurationInput
          control={control}
          label={label}
          value={value}
          usualUnit="seconds"
          onChange={(next) => set([...path, ...at], next)}
        />
      )}
    </InputLine>
  );
  const isRetried = retry !== undefined;
  return (
    <>
      {isDone ? (
        <Part
          title={t('workflows.onFailure')}
          summary={isRetried ? t('workflows.retried', { count: Number(retry.times) || 0 }) : undefined}
          isOpen={isRetried}
        >
          <Toggle
            label={t('workflows.retry')}
            isOn={isRetried}
            onChange={(isOn) => set([...path, 'retry'], isOn ? { times: 3, backoff: 'exponential' } : undefined)}
          />
          {retry ? (
            <>
              <InputLine label={t('workflows.retryTimes')} isRequired problem={problemAt([...path, 'retry', 'times'])}>
                {(control) => (
                  <NumberInput
                    control={control}
                    schema={tries}
                    value={retry.times}
                    onChange={(times) => set([...path, 'retry', 'times'], times ?? 1)}
                  />
                )}
              </InputLine>
              <InputLine label={t('workflows.backoff')} problem={problemAt([...path, 'retry', 'backoff'])}>
                {(control) => (
                  <Choice
                    {...control}
                    value={textAt(retry, 'backoff') ?? 'fixed'}
                    onChange={({ target }) => set([...path, 'retry', 'backoff'], target.value)}
                  >
                    {backoffs.map((each) => (
                      <option key={each} value={each}>
                        {t(`workflows.backoffs.${each}`)}
                      </option>
                    ))}
                  </Choice>
                )}
              </InputLine>
              {duration(t('workflows.retryDelay'), ['retry', 'delay'], textAt(retry, 'delay') ?? '')}
              {duration(t('workflows.retryMaxDelay'), ['retry', 'maxDelay'], textAt(retry, 'maxDelay') ?? '')}
            </>
          ) : null}
          {stepTypes.get(stepKind(step))?.waits
            ? null
            : duration(t('workflows.timeout'), ['timeout'], textAt(step, 'timeout') ?? '', t('workflows.timeoutHelp'))}
          <Toggle
            label={t('workflows.goOn')}
            help={t('workflows.goOnHelp')}
            isOn={step.onError === 'continue'}
            onChange={(isOn) => set([...path, 'onError'], isOn ? 'continue' : undefined)}
          />
          <Toggle
            label={t('workflows.compensate')}
            help={t('workflows.compensateHelp')}
            isOn={Array.isArray(step.compensate)}
            isDisabled={Array.isArray(step.compensate) && step.compensate.length > 0}
            onChange={(isOn) => set([...path, 'compensate'], isOn ? [] : undefined)}
          />
        </Part>
      ) : null}
      <Part title={t('workflows.more')}>
        {isDone ? (
          <ExpressionField
            label={t('workflows.stepWhen')}
            help={t('workflows.stepWhenHelp')}
            form="cel"
            expects="bool"
            path={[...path, 'when']}
            value={textAt(step, 'when') ?? ''}
            onChange={(text) => set([...path, 'when'], text || undefined)}
          />
        ) : null}
        <IdLine placed={placed} />
      </Part>
    </>
  );
}

/** The name of a step in expressions, which follow it. What is no name, or taken, is only typed and says why. */
function IdLine({ placed }: { readonly placed: PlacedStep }) {
  const { t } = useTranslation();
  const { document, change, select } = useWorkflowDesign();
  const id = stepId(placed.step);
  const [typed, setTyped] = useState(id);
  useEffect(() => setTyped(id), [id]);
  const isTaken = (text: string) => text !== id && allSteps(document).some(({ step }) => stepId(step) === text);
  const problem = !isApiName(typed) ? t('designer.noName') : isTaken(typed) ? t('workflows.idTaken') : undefined;
  return (
    <TextLine
      label={t('workflows.id')}
      isCode
      maxLength={40}
      value={typed}
      problem={problem}
      help={t('workflows.idHelp', { id: `steps.${id}.output` })}
      onChange={setTyped}
      onBlur={() => {
        if (problem !== undefined || typed === id) return setTyped(id);
        change((before) => renameStep(before, id, typed));
        select({ kind: 'step', key: typed });
      }}
    />
  );
}
