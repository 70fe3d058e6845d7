import { useTranslation } from 'react-i18next';
import styles from '../../entities/inspector/inspector.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';

/** The zone in which times of a trigger are meant; none: that of the installation. */
export function TimeZoneLine({ value }: { readonly value: string }) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  return (
    <InputLine
      label={t('workflows.trigger.timeZone')}
      help={t('workflows.trigger.timeZoneHelp')}
      problem={problemAt(['trigger', 'timeZone'])}
    >
      {(control) => (
        <>
          <input
            {...control}
            className={styles.input}
            list={`${control.id}-zones`}
            autoComplete="off"
            value={value}
            onChange={({ target }) => set(['trigger', 'timeZone'], target.value || undefined)}
          />
          <datalist id={`${control.id}-zones`}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </InputLine>
  );
}
