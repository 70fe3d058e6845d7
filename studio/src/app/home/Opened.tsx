import { useTranslation } from 'react-i18next';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { type Place, placeKey } from '../shell/createVisits.ts';
import { PlaceLink } from '../shell/PlaceLink.tsx';
import { usePlaceTitle } from '../shell/usePlaceTitle.ts';
import { useVisits } from '../shell/VisitsContext.tsx';
import styles from './HomePage.module.css';
import { Section } from './Section.tsx';

const shown = 7;

/** Where one was lately; nothing on the first visit. */
export function Opened() {
  const { t } = useTranslation();
  const { recent } = useVisits().now;
  if (recent.length === 0) return null;
  return (
    <Section title={t('home.opened')}>
      <ul className={styles.rows}>
        {recent.slice(0, shown).map((place) => (
          <OpenedRow key={placeKey(place)} place={place} />
        ))}
      </ul>
    </Section>
  );
}

function OpenedRow({ place }: { readonly place: Place }) {
  const found = usePlaceTitle(place);
  return (
    <li>
      <PlaceLink place={place} className={styles.row}>
        <EntityIcon name={found?.icon} />
        <span className={styles.rowTitle}>{found?.title ?? '…'}</span>
        <span className={styles.rowHint}>{found?.kind}</span>
      </PlaceLink>
    </li>
  );
}
