import { ListFilter } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import styles from './Filters.module.css';

interface FilterBarProps {
  /** What one filters by most: it is always in sight. */
  readonly first: ReactNode;
  /** The others; on a phone behind a button. */
  readonly children: ReactNode;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

/** The filters above a list. */
export function FilterBar({ first, children, isFiltered, onClear }: FilterBarProps) {
  const { t } = useTranslation();
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={styles.bar} aria-label={t('filter.title')}>
      {first}
      {isNarrow ? (
        <Button
          aria-expanded={isOpen}
          aria-label={t('filter.title')}
          icon={<ListFilter size={15} aria-hidden />}
          onClick={() => setOpen((before) => !before)}
        />
      ) : null}
      {isNarrow && !isOpen ? null : (
        <>
          {children}
          {isFiltered ? (
            <Button look="quiet" onClick={onClear}>
              {t('filter.clear')}
            </Button>
          ) : null}
        </>
      )}
    </section>
  );
}
