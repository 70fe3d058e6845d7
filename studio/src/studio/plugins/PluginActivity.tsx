import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../workspace/list/Choice.tsx';
import { LostEvents } from './LostEvents.tsx';
import { MinuteCharts } from './MinuteCharts.tsx';
import styles from './PluginActivity.module.css';
import { PluginLog } from './PluginLog.tsx';
import page from './PluginPage.module.css';

const spans = [60, 360, 1440, 10_080] as const;

/** What a plugin does: how often and how long it works, and what it says. */
export function PluginActivity({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [minutes, setMinutes] = useState<number>(60);
  return (
    <div className={page.sections}>
      <section aria-label={t('plugins.figures')}>
        <div className={styles.head}>
          <h2 className={page.heading}>{t('plugins.figures')}</h2>
          <Choice
            className={styles.choice}
            aria-label={t('pages.period')}
            value={minutes}
            onChange={(event) => setMinutes(Number(event.target.value))}
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t(`plugins.last.${span}`)}
              </option>
            ))}
          </Choice>
        </div>
        <MinuteCharts id={id} minutes={minutes} />
      </section>
      <LostEvents id={id} />
      <PluginLog id={id} />
    </div>
  );
}
