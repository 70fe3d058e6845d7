import { Paperclip } from 'lucide-react';
import { type FileValue, fileUrl, toFileValue } from '../../api/files.ts';
import { asObjects } from '../../lib/values.ts';
import type { CellProps } from '../types.ts';
import styles from './cells.module.css';
import { isShownByBrowser } from './isShownByBrowser.ts';

/** One file or several: pictures as thumbnails, others by name. */
export function FileCell({ value }: CellProps) {
  const files = asObjects(Array.isArray(value) ? value : [value]).flatMap((item) => toFileValue(item) ?? []);
  return (
    <span className={styles.relations}>
      {files.map((file) => (
        <FileLink key={file.id} file={file} />
      ))}
    </span>
  );
}

function FileLink({ file }: { readonly file: FileValue }) {
  const isImage = isShownByBrowser(file.type);
  return (
    <a
      className={isImage ? undefined : styles.relation}
      href={fileUrl(file.id)}
      target="_blank"
      rel="noopener noreferrer"
      title={file.name}
      onClick={(event) => event.stopPropagation()}
    >
      {isImage ? (
        <img className={styles.thumb} src={fileUrl(file.id)} alt={file.name} loading="lazy" />
      ) : (
        <>
          <Paperclip size={13} aria-hidden />
          <span>{file.name}</span>
        </>
      )}
    </a>
  );
}
