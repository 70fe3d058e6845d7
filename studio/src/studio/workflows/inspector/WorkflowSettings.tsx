import { useTranslation } from 'react-i18next';
import { isObject } from '../../../../../core/lib/json.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { textAt } from '../../entities/document/members.ts';
import { BothTexts } from '../../entities/inspector/BothTexts.tsx';
import { IconButton } from '../../entities/inspector/IconButton.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { Part } from '../../entities/inspector/Part.tsx';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { DurationInput } from './DurationInput.tsx';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NameLine } from './NameLine.tsx';
import { NumberInput } from './NumberInput.tsx';
import { VariablesPart } from './VariablesPart.tsx';

const count = { type: 'integer', minimum: 1 } as const;
const actors = ['publisher', 'actor', 'user'] as const;

/** What holds for the workflow as a whole. */
export function WorkflowSettings() {
  const { t } = useTranslation();
  const { document, name, problems, otherText, setOtherText, setEnglish } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const title = textAt(document, 'title') ?? '';
  const description = textAt(document, 'description');
  const limits = isObject(document.concurrency) ? document.concurrency : {};
  const rate = isObject(document.rate) ? document.rate : undefined;
  const retention = isObject(document.retention) ? document.retention : {};
  const runAs = isObject(document.runAs) ? document.runAs : undefined;
  const actor = runAs ? 'user' : document.runAs === 'actor' ? 'actor' : 'publisher';
  const whole = problems.filter(({ pointer }) => pointer === '' || pointer === '/');
  return (
    <>
      <header className={styles.head}>
        <IconButton icon={textAt(document, 'icon') ?? 'workflow'} onChange={(icon) => set(['icon'], icon)} />
        <h2 className={styles.headTitle}>{t('workflows.settings')}</h2>
      </header>
      <div className={styles.basics}>
        {whole.map(({ message }) => (
          <p key={message} className={styles.problem} role="alert">
            {message}
          </p>
        ))}
        <Toggle
          label={t('workflows.enabled')}
          help={t('workflows.enabledHelp')}
          isOn={document.enabled !== false}
          onChange={(isOn) => set(['enabled'], isOn ? undefined : false)}
        />
        <BothTexts
          label={t('designer.title')}
          en={title}
          other={otherText(title)}
          problem={title.trim() === '' ? t('workflows.titleNeeded') : undefined}
          maxLength={200}
          onEn={(text) => setEnglish({ ...document, title: text }, title, text, `${name} title`)}
          onOther={(text) => {
            if (title === '') setEnglish({ ...document, title: text }, undefined, text, `${name} title`);
            else setOtherText(title, text, `${name} other title`);
          }}
        />
        <BothTexts
          label={t('formDesigner.description')}
          en={description ?? ''}
          other={otherText(description)}
          isLong
          maxLength={1000}
          onEn={(text) => {
            const { description: _, ...rest } = document;
            setEnglish(text === '' ? rest : { ...document, description: text }, description, text, `${name} about`);
          }}
          onOther={(text) => description !== undefined && setOtherText(description, text, `${name} other about`)}
        />
        <InputLine label={t('workflows.runAs')} help={t(`workflows.runAsHelp.${actor}`)} problem={problemAt(['runAs'])}>
          {(control) => (
            <Choice
              {...control}
              value={actor}
              onChange={({ target }) =>
                set(['runAs'], target.value === 'user' ? { user: '' } : target.value === 'actor' ? 'actor' : undefined)
              }
            >
              {actors.map((each) => (
                <option key={each} value={each}>
                  {t(`workflows.actors.${each}`)}
                </option>
              ))}
            </Choice>
          )}
        </InputLine>
        {runAs ? (
          <NameLine
            label={t('workflows.actors.user')}
            kind="user"
            path={['runAs', 'user']}
            value={textAt(runAs, 'user') ?? ''}
            onChange={(user) => set(['runAs', 'user'], user ?? '')}
          />
        ) : null}
      </div>
      <VariablesPart />
      <Part title={t('workflows.limits')}>
        <Toggle
          label={t('workflows.perRecord')}
          help={t('workflows.perRecordHelp')}
          isOn={limits.perRecord === true}
          onChange={(isOn) => set(['concurrency', 'perRecord'], isOn || undefined)}
        />
        <InputLine label={t('workflows.atOnce')} problem={problemAt(['concurrency', 'limit'])}>
          {(control) => (
            <NumberInput
              control={control}
              schema={count}
              value={limits.limit}
              onChange={(limit) => set(['concurrency', 'limit'], limit)}
            />
          )}
        </InputLine>
        <InputLine label={t('workflows.rateRuns')} problem={problemAt(['rate'])}>
          {(control) => (
            <NumberInput
              control={control}
              schema={count}
              value={rate?.runs}
              onChange={(runs) => set(['rate'], runs === undefined ? undefined : { per: 'PT1M', ...rate, runs })}
            />
          )}
        </InputLine>
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
      <Part title={t('workflows.retention')}>
        <p className={styles.help}>{t('workflows.retentionHelp')}</p>
        <InputLine label={t('workflows.keepDays')} problem={problemAt(['retention', 'days'])}>
          {(control) => (
            <NumberInput
              control={control}
              schema={count}
              value={retention.days}
              onChange={(days) => set(['retention', 'days'], days)}
            />
          )}
        </InputLine>
        <InputLine label={t('workflows.keepRuns')} problem={problemAt(['retention', 'runs'])}>
          {(control) => (
            <NumberInput
              control={control}
              schema={count}
              value={retention.runs}
              onChange={(runs) => set(['retention', 'runs'], runs)}
            />
          )}
        </InputLine>
      </Part>
    </>
  );
}
