import { UsersRound, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './ChangeNotice.module.css';

interface ChangeNoticeProps {
  readonly fields: readonly BrowserField[];
  /** Absent where the changes are already in what is shown. */
  readonly onReview?: () => void;
  readonly onDismiss: () => void;
}

/** Somebody else has changed the record that is open. */
export function ChangeNotice({ fields, onReview, onDismiss }: ChangeNoticeProps) {
  const { t, i18n } = useTranslation();
  if (fields.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(fields.map(({ title }) => title));
  return (
    <div className={styles.notice} role="status">
      <UsersRound size={15} aria-hidden />
      <span>
        <b>{t('record.stale')}</b> {list}
      </span>
      {onReview ? <Button onClick={onReview}>{t('merge.review')}</Button> : null}
      <Button look="quiet" aria-label={t('action.dismiss')} icon={<X size={14} aria-hidden />} onClick={onDismiss} />
    </div>
  );
}
