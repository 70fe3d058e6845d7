import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { timeDistance } from '../../lib/timeDistance.ts';
import styles from './Deadline.module.css';

const soonMs = 24 * 3_600_000;

/** Until when something has to be decided, from now; louder as it comes near. */
export function Deadline({ at }: { readonly at: string }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const format = useFormat();
  const now = new Date();
  const left = new Date(at).getTime() - now.getTime();
  const look = left < 0 ? styles.over : left < soonMs ? styles.soon : '';
  const when = timeDistance(language, new Date(at), now);
  return (
    <time dateTime={at} title={format.dateTime(at)} className={`${styles.deadline} ${look}`}>
      <Clock size={13} aria-hidden />
      {left < 0 ? t('approval.overdue', { when }) : t('approval.due', { when })}
    </time>
  );
}
