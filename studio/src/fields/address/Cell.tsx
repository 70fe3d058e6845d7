import { useTranslation } from 'react-i18next';
import { asObject } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';
import { addressText } from './addressLines.ts';

export function Cell({ value }: CellProps) {
  const { i18n } = useTranslation();
  return <span className={styles.text}>{addressText(asObject(value) ?? {}, i18n.language)}</span>;
}
