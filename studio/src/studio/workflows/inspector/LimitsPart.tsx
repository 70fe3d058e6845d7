import { useTranslation } from 'react-i18next';
import { isObject } from '../../../../../core/lib/json.ts';
import { textAt } from '../../entities/document/members.ts';
import { Part } from '../../entities/inspector/Part.tsx';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { CountLine } from './CountLine.tsx';
import { DurationInput } from './DurationInput.tsx';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';

/** How many runs there may be: at a time, in a time, and of one record. */
export function LimitsPart() {
  const { t } = useTranslation();
  const { document } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const limits = isObject(document.concurrency) ? document.concurrency : {};
  const rate = isObject(document.rate) ? document.rate : undefined;
  return (
    <Part title={t('workflows.limits')}>
      <Toggle
        label={t('workflows.perRecord')}
        help={t('workflows.perRecordHelp')}
        isOn={limits.perRecord === true}
        onChange={(isOn) => set(['concurrency', 'perRecord'], isOn || undefined)}
      />
      <CountLine label={t('workflows.atOnce')} path={['concurrency', 'limit']} value={limits.limit} />
      <CountLine
        label={t('workflows.rateRuns')}
        path={['rate']}
        value={rate?.runs}
        onChange={(runs) => set(['rate'], runs === undefined ? undefined : { per: 'PT1M', ...rate, runs })}
      />
      {rate ? (
        <InputLine label={t('workflows.ratePer')} problem={problemAt(['rate', 'per'])}>
          {(control) => (
            <DurationInput
              control={control}
              label={t('workflows.ratePer')}
              value={textAt(rate, 'per') ?? ''}
              onChange={(per) => set(['rate', 'per'], per ?? 'PT1M')}
            />
          )}
        </InputLine>
      ) : null}
    </Part>
  );
}
