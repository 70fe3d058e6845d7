import styles from './RecordPage.module.css';

/** The fields of a record while they are read, about where they will be. */
export function DetailBones() {
  return (
    <div className={styles.bones} aria-hidden>
      {['38%', '52%', '30%', '46%', '60%', '34%', '48%', '40%', '56%', '32%'].map((width) => (
        <div key={width} className={styles.boneLine}>
          <span style={{ width: '72px' }} />
          <span style={{ width }} />
        </div>
      ))}
    </div>
  );
}
