import { useTranslation } from 'react-i18next';
import { scheduleText } from '../../../lib/scheduleText.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { TextLine } from '../../entities/inspector/TextLine.tsx';
import { cronOf, rhythms, type ScheduleParts, scheduleParts } from '../document/schedule.ts';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { TimeZoneLine } from './TimeZoneLine.tsx';

interface ScheduleInputProps {
  readonly cron: string;
  readonly timeZone: string;
}

/** When it recurs: put together out of a few choices, or as a pattern for whoever needs more. */
export function ScheduleInput({ cron, timeZone }: ScheduleInputProps) {
  const { t, i18n } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const parts = scheduleParts(cron);
  const put = (change: Partial<ScheduleParts>) => {
    const before = parts ?? scheduleParts('0 9 * * *');
    if (before) set(['trigger', 'cron'], cronOf({ ...before, ...change }));
  };
  const time = parts && parts.rhythm !== 'minutes' && parts.rhythm !== 'hour';
  return (
    <>
      <InputLine label={t('workflows.schedule.every')}>
        {(control) => (
          <Choice
            {...control}
            value={parts?.rhythm ?? ''}
            onChange={({ target }) => put({ rhythm: rhythms.find((each) => each === target.value) ?? 'day' })}
          >
            {parts ? null : <option value="">{t('workflows.schedule.other')}</option>}
            {rhythms.map((each) => (
              <option key={each} value={each}>
                {t(`workflows.schedule.rhythms.${each}`)}
              </option>
            ))}
          </Choice>
        )}
      </InputLine>
      {parts?.rhythm === 'minutes' ? (
        <InputLine label={t('workflows.schedule.minutes')}>
          {(control) => (
            <Choice {...control} value={parts.count} onChange={({ target }) => put({ count: Number(target.value) })}>
              {[1, 2, 5, 10, 15, 20, 30].map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </Choice>
          )}
        </InputLine>
      ) : null}
      {parts?.rhythm === 'week' ? (
        <Weekdays chosen={parts.weekdays} onChange={(weekdays) => put({ weekdays })} />
      ) : null}
      {parts?.rhythm === 'month' ? (
        <InputLine label={t('workflows.schedule.day')}>
          {(control) => (
            <Choice {...control} value={parts.day} onChange={({ target }) => put({ day: Number(target.value) })}>
              {Array.from({ length: 31 }, (_, at) => at + 1).map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </Choice>
          )}
        </InputLine>
      ) : null}
      {time ? (
        <InputLine label={t('workflows.schedule.time')}>
          {(control) => (
            <input
              {...control}
              type="time"
              className={styles.input}
              value={parts.time}
              onChange={({ target }) => target.value && put({ time: target.value })}
            />
          )}
        </InputLine>
      ) : null}
      <TextLine
        label={t('workflows.schedule.pattern')}
        isCode
        maxLength={200}
        value={cron}
        help={scheduleText(t, cron, timeZone, i18n.language)}
        problem={problemAt(['trigger', 'cron'])}
        onChange={(text) => set(['trigger', 'cron'], text)}
      />
      <TimeZoneLine value={timeZone} />
    </>
  );
}

interface WeekdaysProps {
  readonly chosen: readonly number[];
  readonly onChange: (weekdays: readonly number[]) => void;
}

function Weekdays({ chosen, onChange }: WeekdaysProps) {
  const { t, i18n } = useTranslation();
  const name = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  return (
    <fieldset className={line.plain}>
      <legend className={`${styles.label} ${line.plain}`}>{t('workflows.schedule.weekdays')}</legend>
      <div className={styles.checks}>
        {[1, 2, 3, 4, 5, 6, 0].map((day) => (
          <label key={day} className={styles.check}>
            <input
              type="checkbox"
              checked={chosen.includes(day)}
              disabled={chosen.length === 1 && chosen.includes(day)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, day] : chosen.filter((each) => each !== day))
              }
            />
            {/* 2023-01-01 was a Sunday. */}
            {name.format(Date.UTC(2023, 0, 1 + day))}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
