import { ArrowRight, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import styles from './UnfitValues.module.css';

type Mapping = Readonly<Record<string, string | null>>;

interface ValueMapProps {
  readonly label: string;
  /** Old values that may well need a new one. */
  readonly proposals: readonly string[];
  readonly map: Mapping;
  readonly onChange: (map: Mapping) => void;
}

/** Old values, each with the one that takes its place; an empty one empties. */
export function ValueMap({ label, proposals, map, onChange }: ValueMapProps) {
  const { t } = useTranslation();
  // Rows of which the old value is not said yet are nobody's business but this list's.
  const [rows, setRows] = useState<readonly (readonly [string, string])[]>(() =>
    Object.entries(map).map(([from, to]) => [from, to ?? '']),
  );
  /** Not with every key: each answer of the server may show another plan. */
  function hand(next: typeof rows): void {
    onChange(
      Object.fromEntries(next.filter(([from]) => from !== '').map(([from, to]) => [from, to === '' ? null : to])),
    );
  }
  const open = proposals.find((value) => !rows.some(([from]) => from === value)) ?? '';
  return (
    <fieldset className={styles.map} aria-label={label}>
      {rows.map(([from, to], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by where they stand
        <div key={at} className={styles.pair}>
          <input
            className={dialog.input}
            value={from}
            aria-label={t('studio.oldValue')}
            onChange={({ target }) => setRows(rows.with(at, [target.value, to]))}
            onBlur={() => hand(rows)}
          />
          <ArrowRight size={14} aria-hidden />
          <input
            className={dialog.input}
            value={to}
            placeholder={t('studio.emptied')}
            aria-label={t('studio.newValue')}
            onChange={({ target }) => setRows(rows.with(at, [from, target.value]))}
            onBlur={() => hand(rows)}
          />
          <Button
            look="quiet"
            icon={<X size={14} aria-hidden />}
            aria-label={t('action.remove')}
            onClick={() => {
              setRows(rows.toSpliced(at, 1));
              hand(rows.toSpliced(at, 1));
            }}
          />
        </div>
      ))}
      <Button
        look="quiet"
        className={styles.add ?? ''}
        icon={<Plus size={14} aria-hidden />}
        onClick={() => setRows([...rows, [open, '']])}
      >
        {t('studio.mapValue')}
      </Button>
    </fieldset>
  );
}
