import { Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { parsePointer } from '../../../lib/jsonPointer.ts';
import { findEntity } from '../../../store/model.ts';
import { pointerOf } from '../../../store/workflow/stepTree.ts';
import { type TriggerKind, triggerKinds } from '../../../workspace/flow/triggerWords.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { textAt, textsAt } from '../../entities/document/members.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { TextLine } from '../../entities/inspector/TextLine.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { DateTrigger } from './DateTrigger.tsx';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { InputShape } from './InputShape.tsx';
import { NameChoice } from './NameChoice.tsx';
import { NameLine } from './NameLine.tsx';
import { ScheduleInput } from './ScheduleInput.tsx';
import { StartButtonPart } from './StartButtonPart.tsx';
import { useStartButton } from './useStartButton.ts';
import { WebhookTrigger } from './WebhookTrigger.tsx';

/** What sets the workflow off, and with what. */
export function TriggerInspector() {
  const { t } = useTranslation();
  const { document, problems } = useWorkflowDesign();
  const { setTrigger } = useStartButton();
  const trigger = isObject(document.trigger) ? document.trigger : {};
  const on = triggerKinds.find((kind) => kind === trigger.on);
  const whole = problems.filter(({ pointer }) => {
    const place = pointerOf(parsePointer(pointer));
    return place === '/trigger' || place === '/trigger/on';
  });
  return (
    <>
      <header className={styles.head}>
        <span className={styles.headIcon}>
          <Zap size={17} aria-hidden />
        </span>
        <h2 className={styles.headTitle}>{t('flow.trigger')}</h2>
      </header>
      <div className={styles.basics}>
        {whole.map(({ message }) => (
          <p key={message} className={styles.problem} role="alert">
            {message}
          </p>
        ))}
        <InputLine label={t('workflows.trigger.on')} isRequired>
          {(control) => (
            <Choice
              {...control}
              value={on ?? ''}
              onChange={({ target }) => {
                const next = triggerKinds.find((kind) => kind === target.value);
                if (next) setTrigger(firstOf(next, trigger));
              }}
            >
              {on === undefined ? <option value="">{t('workflows.choose')}</option> : null}
              {triggerKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`workflows.trigger.kinds.${kind}`)}
                </option>
              ))}
            </Choice>
          )}
        </InputLine>
        {on === undefined ? null : <Details on={on} trigger={trigger} />}
      </div>
    </>
  );
}

interface DetailsProps {
  readonly on: TriggerKind;
  readonly trigger: JsonObject;
}

function Details({ on, trigger }: DetailsProps) {
  const { t } = useTranslation();
  const { model } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const button = useStartButton();
  const entity = textAt(trigger, 'entity') ?? '';
  const put = (member: string, value: string | undefined) => set(['trigger', member], value);
  const entityLine = (isRequired: boolean, help?: string) => (
    <NameLine
      label={t('workflows.trigger.entity')}
      help={help}
      kind="entity"
      path={['trigger', 'entity']}
      value={entity}
      isRequired={isRequired}
      onChange={(next) => {
        const { entity: _, ...rest } = trigger;
        button.setTrigger(next === undefined ? rest : { ...trigger, entity: next });
      }}
    />
  );
  const when = (
    <ExpressionField
      label={t('workflows.trigger.when')}
      help={t('workflows.trigger.whenHelp')}
      form="cel"
      expects="bool"
      isLong
      path={['trigger', 'when']}
      value={textAt(trigger, 'when') ?? ''}
      onChange={(text) => put('when', text || undefined)}
    />
  );
  switch (on) {
    case 'record.created':
    case 'record.updated':
    case 'record.deleted':
    case 'record.restored':
      return (
        <>
          {entityLine(true)}
          {on === 'record.updated' ? <Watch entity={entity} watched={textsAt(trigger, 'watch')} /> : null}
          {when}
        </>
      );
    case 'date':
      return (
        <>
          {entityLine(true)}
          <DateTrigger trigger={trigger} />
          {when}
        </>
      );
    case 'cron':
      return <ScheduleInput cron={textAt(trigger, 'cron') ?? ''} timeZone={textAt(trigger, 'timeZone') ?? ''} />;
    case 'manual':
      return (
        <>
          {entityLine(false, t('workflows.trigger.manualHelp'))}
          <StartButtonPart button={button} hasEntity={entity !== ''} />
          {entity === '' ? null : when}
          <InputShape />
        </>
      );
    case 'workflow':
      return (
        <>
          <p className={styles.note}>{t('workflows.trigger.workflowHelp')}</p>
          {entityLine(false)}
          <InputShape />
        </>
      );
    case 'form':
      return (
        <NameLine
          label={t('workflows.trigger.form')}
          kind="form"
          path={['trigger', 'form']}
          value={textAt(trigger, 'form') ?? ''}
          onChange={(next) => {
            const made = model.forms.find(({ name }) => name === next)?.entity ?? '';
            set(['trigger'], { on, form: next ?? '', entity: made });
          }}
        />
      );
    case 'webhook':
      return <WebhookTrigger trigger={trigger} />;
    case 'plugin':
      return (
        <>
          <InputLine label={t('workflows.trigger.plugin')} isRequired problem={problemAt(['trigger', 'plugin'])}>
            {(control) => (
              <NameChoice
                control={control}
                label={t('workflows.trigger.plugin')}
                kind="plugin"
                entity=""
                plugin=""
                value={textAt(trigger, 'plugin') ?? ''}
                isRequired
                onChange={(next) => put('plugin', next)}
              />
            )}
          </InputLine>
          <TextLine
            label={t('workflows.trigger.event')}
            isCode
            maxLength={100}
            value={textAt(trigger, 'event') ?? ''}
            problem={problemAt(['trigger', 'event'])}
            onChange={(text) => put('event', text)}
          />
        </>
      );
  }
}

interface WatchProps {
  readonly entity: string;
  readonly watched: readonly string[];
}

/** The fields of which one has to change; none chosen: any. */
function Watch({ entity: name, watched }: WatchProps) {
  const { t } = useTranslation();
  const { model } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const entity = findEntity(model, name);
  if (!entity) return null;
  const fields = entity.fields.filter(({ computed, children, system, relation }) => {
    return !computed && !children && !system && relation?.kind !== 'many';
  });
  const problem = problemAt(['trigger', 'watch']);
  return (
    <fieldset className={`${styles.line} ${line.plain}`}>
      <legend className={`${styles.label} ${line.plain}`}>{t('workflows.trigger.watch')}</legend>
      <p className={problem ? styles.problem : styles.help}>{problem ?? t('workflows.trigger.watchHelp')}</p>
      <div className={styles.checks}>
        {fields.map((field) => (
          <label key={field.name} className={styles.check}>
            <input
              type="checkbox"
              checked={watched.includes(field.name)}
              onChange={({ target }) => {
                const next = target.checked ? [...watched, field.name] : watched.filter((each) => each !== field.name);
                set(['trigger', 'watch'], next.length > 0 ? next : undefined);
              }}
            />
            {field.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A trigger to begin with; what it is about stays. */
function firstOf(on: TriggerKind, before: JsonObject): JsonObject {
  const entity: JsonObject = typeof before.entity === 'string' ? { entity: before.entity } : {};
  const when: JsonObject = typeof before.when === 'string' ? { when: before.when } : {};
  switch (on) {
    case 'record.created':
    case 'record.updated':
    case 'record.deleted':
    case 'record.restored':
    case 'date':
    case 'manual':
      return { on, ...entity, ...when };
    case 'cron':
      return { on, cron: '0 9 * * *' };
    default:
      return { on };
  }
}
