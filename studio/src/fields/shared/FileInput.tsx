import { Upload as UploadIcon } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileValue } from '../../api/files.ts';
import type { WidgetProps } from '../types.ts';
import styles from './FileInput.module.css';
import { FileItem } from './FileItem.tsx';
import { UploadItem } from './UploadItem.tsx';
import { useFormat } from './useFormat.ts';
import { useReportUploads } from './useReportUploads.ts';
import { useUploads } from './useUploads.ts';

interface FileInputProps extends WidgetProps {
  readonly selected: readonly FileValue[];
  readonly multiple: boolean;
  /** Media types offered when the field does not say. */
  readonly accept?: string;
  readonly onSelect: (files: FileValue[]) => void;
}

/** Uploads by pick, drop or paste; the record only holds what the upload answered. */
export function FileInput({ selected, multiple, accept, onSelect, ...props }: FileInputProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, field, describedBy, disabled = false, compact, invalid } = props;
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  // Several may arrive before the form has handed the first one back.
  const latest = useRef(selected);
  latest.current = selected;
  const { uploads, start, drop, retry } = useUploads(field, (file) => {
    latest.current = multiple ? [...latest.current, file] : [file];
    onSelect([...latest.current]);
  });
  useReportUploads(id, uploads);

  function add(files: readonly File[]) {
    if (disabled || files.length === 0) return;
    for (const { key, problem } of uploads) if (problem !== undefined) drop(key);
    start(multiple ? files : files.slice(0, 1));
  }

  function paste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  }

  const takesMore = multiple || (selected.length === 0 && uploads.length === 0);
  const kinds = field.accept?.join(', ');
  const limit = field.maxBytes === undefined ? undefined : format.bytes(field.maxBytes);
  const limits = [kinds, limit && t('form.upTo', { limit })].filter(Boolean).join(' · ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on it; the button inside is for all others
    <div
      className={styles.files}
      onPaste={paste}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        add([...event.dataTransfer.files]);
      }}
    >
      {selected.map((file) => (
        <FileItem
          key={file.id}
          file={file}
          disabled={disabled}
          onRemove={() => onSelect(selected.filter((other) => other.id !== file.id))}
        />
      ))}
      {uploads.map((upload) => (
        <UploadItem
          key={upload.key}
          upload={upload}
          onDrop={() => drop(upload.key)}
          onRetry={() => retry(upload.key)}
        />
      ))}
      {takesMore ? (
        <button
          id={id}
          type="button"
          className={`${styles.drop} ${isOver ? styles.over : ''} ${invalid ? styles.invalid : ''}`}
          aria-describedby={describedBy}
          disabled={disabled}
          onClick={() => picker.current?.click()}
        >
          <UploadIcon size={15} aria-hidden />
          <span>
            {multiple ? t('form.dropFiles') : t('form.dropFile')}
            {limits && !compact ? <small className={styles.limits}>{limits}</small> : null}
          </span>
        </button>
      ) : null}
      <input
        ref={picker}
        type="file"
        hidden
        multiple={multiple}
        accept={field.accept?.join(',') ?? accept}
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
