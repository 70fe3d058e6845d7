import { asNumber, asObject } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const point = asObject(value);
  const [lat, lng] = [asNumber(point?.lat), asNumber(point?.lng)];
  if (lat === undefined || lng === undefined) return null;
  return <span className={styles.number}>{`${lat.toFixed(4)}, ${lng.toFixed(4)}`}</span>;
}
