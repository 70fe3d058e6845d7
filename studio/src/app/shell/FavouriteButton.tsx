import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { samePlace } from './createVisits.ts';
import styles from './FavouriteButton.module.css';
import { usePlace } from './usePlace.ts';
import { useVisits } from './VisitsContext.tsx';

/** Keeps the list or record one is looking at in the sidebar. */
export function FavouriteButton() {
  const { t } = useTranslation();
  const place = usePlace();
  const { now, toggleFavourite } = useVisits();
  if (!place) return null;
  const isFavourite = now.favourites.some((favourite) => samePlace(favourite, place));
  const label = isFavourite ? t('shell.removeFavourite') : t('shell.addFavourite');
  return (
    <Button
      look="quiet"
      className={styles.button}
      aria-pressed={isFavourite}
      aria-label={label}
      title={label}
      icon={<Star size={15} aria-hidden fill={isFavourite ? 'currentColor' : 'none'} />}
      onClick={() => toggleFavourite(place)}
    />
  );
}
