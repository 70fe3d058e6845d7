import { useTranslation } from 'react-i18next';
import styles from './Skeleton.module.css';

interface BoneProps {
  /** CSS lengths. */
  readonly width?: string;
  readonly height?: string;
}

/** A grey shape where content will be. */
export function Bone({ width = '100%', height = '12px' }: BoneProps) {
  return <span className={styles.bone} style={{ width, height }} aria-hidden />;
}

/** A page that is on its way: header and rows, in the places they will have. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.page} role="status" aria-busy aria-label={t('state.loading')}>
      <div className={styles.header}>
        <Bone width="140px" />
      </div>
      {['58%', '44%', '66%', '51%', '38%', '60%', '47%', '55%'].map((width) => (
        <div key={width} className={styles.row}>
          <Bone width={width} height="10px" />
        </div>
      ))}
    </div>
  );
}
