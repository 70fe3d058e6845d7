import { toFileValue } from '../../api/files.ts';
import { asObjects } from '../../lib/values.ts';
import type { CellProps } from '../types.ts';
import styles from './FileInput.module.css';
import { FileItem } from './FileItem.tsx';

/** One file or several, one below the other. */
export function FileView({ value }: CellProps) {
  const files = asObjects(Array.isArray(value) ? value : [value]).flatMap((item) => toFileValue(item) ?? []);
  return (
    <div className={styles.files}>
      {files.map((file) => (
        <FileItem key={file.id} file={file} disabled />
      ))}
    </div>
  );
}
