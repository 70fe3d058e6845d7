import { useTranslation } from 'react-i18next';
import { fileUrl } from '../api/files.ts';
import { useMe } from './MeContext.tsx';
import styles from './OthersHere.module.css';
import { usePresence } from './PresenceContext.tsx';

const mostShown = 4;

/** Who else has this place open, as pictures; nothing when one is alone. */
export function OthersHere({ place }: { readonly place: string }) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const others = usePresence(place).filter(({ id }) => id !== me.id);
  if (others.length === 0) return null;
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(others.map(({ name }) => name));
  const text = t('presence.here', { names });
  return (
    <span className={styles.people} role="img" aria-label={text} title={text}>
      {others.slice(0, mostShown).map(({ id, name, avatar }) => (
        <span key={id} className={styles.person}>
          {avatar === undefined ? ([...name.trim()][0] ?? '').toUpperCase() : <img src={fileUrl(avatar)} alt="" />}
        </span>
      ))}
      {others.length > mostShown ? <span className={styles.person}>{`+${others.length - mostShown}`}</span> : null}
    </span>
  );
}
