import { Palmtree } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../fields/shared/useFormat.ts';
import { Button } from '../ui/Button.tsx';
import styles from './AbsenceNotice.module.css';
import { lastDay } from './absenceDays.ts';
import { useAbsence } from './useAbsence.ts';

/** That somebody else decides in one's place, as long as one is away. */
export function AbsenceNotice({ onChange }: { readonly onChange: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: absence } = useAbsence();
  if (!absence || new Date(absence.to) < new Date()) return null;
  const until = format.date(lastDay(absence));
  return (
    <div className={styles.notice} role="status">
      <Palmtree size={16} aria-hidden />
      <span>
        {new Date(absence.from) > new Date()
          ? t('inbox.awayLater', { name: absence.deputy.name, from: format.dateTime(absence.from), until })
          : t('inbox.awayNow', { name: absence.deputy.name, until })}
      </span>
      <Button look="quiet" onClick={onChange}>
        {t('inbox.change')}
      </Button>
    </div>
  );
}
