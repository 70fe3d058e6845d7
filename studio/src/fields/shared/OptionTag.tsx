import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { OptionChip } from '../../ui/OptionChip.tsx';
import styles from './OptionTag.module.css';

interface OptionTagProps {
  readonly title: string;
  readonly color?: string | undefined;
  readonly disabled: boolean;
  readonly onRemove: () => void;
}

/** One of several chosen values, in its colour, with a cross. Backspace takes the last one out, so it is no stop for Tab. */
export function OptionTag({ title, color, disabled, onRemove }: OptionTagProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press on it must not open the list of the control around
    <span className={styles.tag} onMouseDown={(event) => event.stopPropagation()}>
      <OptionChip title={title} color={color} />
      {disabled ? null : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.remove}
          aria-label={t('form.removeItem', { name: title })}
          onClick={onRemove}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}
