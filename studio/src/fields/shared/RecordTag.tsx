import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEntity } from '../../app/ModelContext.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import styles from './RecordTag.module.css';
import { useLabel } from './useLabel.ts';

interface RecordTagProps {
  readonly entity: string;
  readonly id: string;
  readonly disabled: boolean;
  readonly onRemove: () => void;
}

/** One of several picked records: its name opens it, the cross takes it out. Backspace does so too, so it is no stop for Tab. */
export function RecordTag({ entity, id, disabled, onRemove }: RecordTagProps) {
  const { t } = useTranslation();
  const label = useLabel(entity, id) ?? '…';
  return (
    // A press on it must not open the list of the control around.
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the event
    <span className={styles.tag} onMouseDown={(event) => event.stopPropagation()}>
      <Link to="/$entity/$id" params={{ entity, id }} tabIndex={-1} className={styles.name} title={label}>
        <EntityIcon name={useEntity(entity)?.icon} size={13} />
        <span>{label}</span>
      </Link>
      {disabled ? null : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.remove}
          aria-label={t('form.removeItem', { name: label })}
          onClick={onRemove}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}
