import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { usePlaceTitle } from '../shell/usePlaceTitle.ts';
import styles from './Palette.module.css';

/** A record that was open lately: its title is read when it is shown. */
export function RecentLine({ entity, id }: { readonly entity: string; readonly id: string }) {
  const found = usePlaceTitle({ entity, id });
  return (
    <>
      <EntityIcon name={found?.icon} />
      <span className={styles.name}>{found?.title ?? '…'}</span>
      <span className={styles.hint}>{found?.kind}</span>
    </>
  );
}
