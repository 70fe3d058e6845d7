import { Bone } from '../ui/Skeleton.tsx';
import styles from './NotificationBones.module.css';

const widths = ['72%', '54%', '80%', '61%', '68%'];

/** The place of notifications that are being read. */
export function NotificationBones() {
  return (
    <div aria-hidden>
      {widths.map((width) => (
        <div key={width} className={styles.line}>
          <Bone width="30px" height="30px" />
          <div className={styles.words}>
            <Bone width={width} />
            <Bone width="38%" height="10px" />
          </div>
        </div>
      ))}
    </div>
  );
}
