import { Button } from 'antd';
import { LoaderCircle, Paperclip, Upload, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FileValue, fileUrl, uploadFile } from '../../api/files.ts';
import type { WidgetProps } from '../types.ts';
import cells from './cells.module.css';
import styles from './FileInput.module.css';
import { useFormat } from './useFormat.ts';

interface FileInputProps extends WidgetProps {
  readonly selected: readonly FileValue[];
  readonly multiple: boolean;
  /** Media types offered when the field does not say. */
  readonly accept?: string;
  readonly onSelect: (files: FileValue[]) => void;
}

/** Uploads by pick or drop; the record only holds what the upload answered. */
export function FileInput({ selected, multiple, accept, onSelect, id, field, describedBy }: FileInputProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const picker = useRef<HTMLInputElement>(null);
  const [uploading, setUploading] = useState(0);
  const [problem, setProblem] = useState<string>();
  const [over, setOver] = useState(false);

  async function upload(files: readonly File[]) {
    const chosen = multiple ? files : files.slice(0, 1);
    const limit = field.maxBytes;
    const tooLarge = limit === undefined ? undefined : chosen.find((file) => file.size > limit);
    if (tooLarge && limit !== undefined) {
      return setProblem(t('form.fileTooLarge', { name: tooLarge.name, limit: format.bytes(limit) }));
    }
    setProblem(undefined);
    setUploading(chosen.length);
    try {
      const uploaded = await Promise.all(chosen.map((file) => uploadFile(file)));
      onSelect(multiple ? [...selected, ...uploaded] : uploaded);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setUploading(0);
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    upload([...event.dataTransfer.files]);
  }

  return (
    <div>
      <div className={styles.list}>
        {selected.map((file) => (
          <div key={file.id} className={styles.item}>
            {file.type.startsWith('image/') ? (
              <img className={cells.thumb} src={fileUrl(file.id)} alt="" loading="lazy" />
            ) : (
              <Paperclip size={15} aria-hidden />
            )}
            <a href={fileUrl(file.id)} target="_blank" rel="noopener noreferrer">
              {file.name}
            </a>
            <span className={styles.size}>{format.bytes(file.size)}</span>
            <Button
              type="text"
              size="small"
              aria-label={t('form.removeFile', { name: file.name })}
              icon={<X size={14} />}
              onClick={() => onSelect(selected.filter((other) => other.id !== file.id))}
            />
          </div>
        ))}
      </div>
      {multiple || selected.length === 0 || uploading > 0 ? (
        <button
          id={id}
          type="button"
          className={`${styles.drop} ${over ? styles.over : ''}`}
          aria-describedby={describedBy}
          disabled={uploading > 0}
          onClick={() => picker.current?.click()}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          {uploading > 0 ? <LoaderCircle size={15} aria-hidden /> : <Upload size={15} aria-hidden />}
          {uploading > 0 ? t('form.uploading') : t('form.dropFile')}
        </button>
      ) : null}
      <input
        ref={picker}
        type="file"
        hidden
        multiple={multiple}
        accept={field.accept?.join(',') ?? accept}
        onChange={(event) => {
          upload([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {problem ? (
        <div className={styles.problem} role="alert">
          {problem}
        </div>
      ) : null}
    </div>
  );
}
