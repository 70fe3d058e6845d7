import { Button, Modal } from 'antd';
import { Download, FileText, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FileValue, fileUrl } from '../../api/files.ts';
import styles from './FileInput.module.css';
import { isShownByBrowser } from './isShownByBrowser.ts';
import { useFormat } from './useFormat.ts';

interface FileItemProps {
  readonly file: FileValue;
  readonly disabled: boolean;
  /** Absent where it is only shown. */
  readonly onRemove?: () => void;
}

/** A file of a record: a picture is looked at in place, others are opened or saved. */
export function FileItem({ file, disabled, onRemove }: FileItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const url = fileUrl(file.id);
  const isImage = isShownByBrowser(file.type);
  return (
    <div className={styles.item}>
      {isImage ? (
        <button
          type="button"
          className={styles.preview}
          aria-label={t('form.showFile', { name: file.name })}
          onClick={() => setOpen(true)}
        >
          <img src={url} alt="" loading="lazy" />
        </button>
      ) : (
        <span className={styles.kind}>
          <FileText size={16} aria-hidden />
        </span>
      )}
      <span className={styles.about}>
        <a href={url} target="_blank" rel="noopener noreferrer" title={file.name}>
          {file.name}
        </a>
        <small>{format.bytes(file.size)}</small>
      </span>
      <Button
        type="text"
        size="small"
        href={url}
        download={file.name}
        aria-label={t('form.saveFile', { name: file.name })}
        icon={<Download size={14} />}
      />
      {onRemove && !disabled ? (
        <Button
          type="text"
          size="small"
          aria-label={t('form.removeFile', { name: file.name })}
          icon={<X size={14} />}
          onClick={onRemove}
        />
      ) : null}
      {isImage ? (
        <Modal
          open={isOpen}
          title={file.name}
          footer={null}
          centered
          width="min(960px, 94vw)"
          onCancel={() => setOpen(false)}
        >
          <img className={styles.picture} src={url} alt={file.name} />
        </Modal>
      ) : null}
    </div>
  );
}
