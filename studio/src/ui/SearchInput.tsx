import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './SearchInput.module.css';

interface SearchInputProps {
  readonly ref?: Ref<HTMLInputElement>;
  readonly className?: string | undefined;
  readonly value: string;
  /** Also its name for assistive technology. */
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
}

/** A line to search in, with a button that empties it. */
export function SearchInput({ ref, className, value, placeholder, onChange }: SearchInputProps) {
  const { t } = useTranslation();
  return (
    <span className={`${styles.box} ${className ?? ''}`}>
      <Search size={14} aria-hidden />
      <input
        ref={ref}
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        aria-label={placeholder}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value ? (
        <button type="button" tabIndex={-1} aria-label={t('action.clear')} onClick={() => onChange('')}>
          <X size={13} aria-hidden />
        </button>
      ) : null}
    </span>
  );
}
