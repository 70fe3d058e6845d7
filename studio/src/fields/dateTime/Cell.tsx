import { useTranslation } from 'react-i18next';
import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import { useFormat } from '../shared/useFormat.ts';
import type { CellProps } from '../types.ts';
import { zoneName } from './zoneName.ts';

export function Cell({ value }: CellProps) {
  const { i18n } = useTranslation();
  const format = useFormat();
  const iso = plainText(value);
  return (
    <time className={styles.number} dateTime={iso} title={zoneName(i18n.language)}>
      {format.dateTime(iso)}
    </time>
  );
}
