import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { findEntity, findField } from '../../../store/model.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { textAt } from '../../entities/document/members.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { DurationInput } from './DurationInput.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NameLine } from './NameLine.tsx';
import { TimeZoneLine } from './TimeZoneLine.tsx';

const dates = ['date', 'dateTime'];
const sides = ['before', 'after'] as const;

/** The date of a record that has to be reached, or come so near; and at what time of that day. */
export function DateTrigger({ trigger }: { readonly trigger: JsonObject }) {
  const { t } = useTranslation();
  const { model } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const everyNote = useId();
  const everyProblem = problemAt(['trigger', 'every']);
  const entity = textAt(trigger, 'entity') ?? '';
  const name = textAt(trigger, 'field') ?? '';
  const known = findEntity(model, entity);
  const field = known && findField(known, name);
  const offset = textAt(trigger, 'offset') ?? '';
  const [side, setSide] = useState<(typeof sides)[number]>(
    offset.startsWith('-') || offset === '' ? 'before' : 'after',
  );
  const length = offset.replace(/^-/, '');
  const put = (iso: string | undefined, where: typeof side) =>
    set(['trigger', 'offset'], iso === undefined ? undefined : `${where === 'before' ? '-' : ''}${iso}`);
  return (
    <>
      <NameLine
        label={t('workflows.trigger.dateField')}
        kind="field"
        types={dates}
        entity={entity}
        path={['trigger', 'field']}
        value={name}
        onChange={(next) => set(['trigger', 'field'], next)}
      />
      {field?.type === 'date' || trigger.every !== undefined ? (
        <div className={styles.line}>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={trigger.every === 'year'}
              aria-describedby={everyNote}
              onChange={({ target }) => set(['trigger', 'every'], target.checked ? 'year' : undefined)}
            />
            {t('workflows.trigger.every')}
          </label>
          <p id={everyNote} className={everyProblem ? styles.problem : styles.help}>
            {everyProblem ?? t('workflows.trigger.everyHelp')}
          </p>
        </div>
      ) : null}
      <InputLine
        label={t('workflows.trigger.offset')}
        help={t('workflows.trigger.offsetHelp')}
        problem={problemAt(['trigger', 'offset'])}
      >
        {(control) => (
          <div className={line.items}>
            <DurationInput
              control={control}
              label={t('workflows.trigger.offset')}
              value={length}
              placeholder="0"
              onChange={(iso) => put(iso, side)}
            />
            <Choice
              aria-label={t('workflows.trigger.side')}
              value={side}
              onChange={({ target }) => {
                const next = sides.find((each) => each === target.value) ?? 'before';
                setSide(next);
                if (length !== '') put(length, next);
              }}
            >
              {sides.map((each) => (
                <option key={each} value={each}>
                  {t(`workflows.trigger.sides.${each}`)}
                </option>
              ))}
            </Choice>
          </div>
        )}
      </InputLine>
      {field?.type === 'dateTime' ? null : (
        <InputLine label={t('workflows.trigger.at')} problem={problemAt(['trigger', 'at'])}>
          {(control) => (
            <input
              {...control}
              type="time"
              className={styles.input}
              value={textAt(trigger, 'at') ?? ''}
              onChange={({ target }) => set(['trigger', 'at'], target.value || undefined)}
            />
          )}
        </InputLine>
      )}
      <TimeZoneLine value={textAt(trigger, 'timeZone') ?? ''} />
    </>
  );
}
