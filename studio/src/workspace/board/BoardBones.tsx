import styles from './Board.module.css';

const columns = [5, 3, 4, 2];

/** The place of a board that is being read. */
export function BoardBones() {
  return (
    <div className={styles.board} aria-busy>
      {columns.map((cards) => (
        <div key={cards} className={styles.column}>
          <div className={styles.boneHead} />
          {Array.from({ length: cards }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bones have nothing but their place
            <div key={at} className={styles.bone} />
          ))}
        </div>
      ))}
    </div>
  );
}
