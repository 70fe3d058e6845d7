import { MapPin } from 'lucide-react';
import { asNumber, asObject } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';
import { mapUrl } from './readPoint.ts';

export function Cell({ value }: CellProps) {
  const point = asObject(value);
  const [lat, lng] = [asNumber(point?.lat), asNumber(point?.lng)];
  if (lat === undefined || lng === undefined) return null;
  return (
    <a
      className={styles.inline}
      href={mapUrl({ lat, lng })}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => event.stopPropagation()}
    >
      <MapPin size={13} className={styles.faint} aria-hidden />
      <span className={styles.link}>{`${lat.toFixed(4)}, ${lng.toFixed(4)}`}</span>
    </a>
  );
}
