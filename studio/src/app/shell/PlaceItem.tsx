import { EntityIcon } from '../../ui/EntityIcon.tsx';
import type { Place } from './createVisits.ts';
import { PlaceLink } from './PlaceLink.tsx';
import styles from './Sidebar.module.css';
import { usePlaceTitle } from './usePlaceTitle.ts';

/** A favourite or a place visited lately; nothing when it is gone. */
export function PlaceItem({ place }: { readonly place: Place }) {
  const found = usePlaceTitle(place);
  if (!found) return null;
  return (
    <li className={styles.item}>
      <PlaceLink place={place} className={styles.link}>
        <EntityIcon name={found.icon} />
        <span>{found.title}</span>
      </PlaceLink>
    </li>
  );
}
