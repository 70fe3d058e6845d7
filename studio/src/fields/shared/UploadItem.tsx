import { Button, Progress } from 'antd';
import { CircleAlert, LoaderCircle, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './FileInput.module.css';
import type { Upload } from './useUploads.ts';

interface UploadItemProps {
  readonly upload: Upload;
  readonly onDrop: () => void;
  readonly onRetry: () => void;
}

/** A file on its way, with how far it is; or what kept it from arriving. */
export function UploadItem({ upload, onDrop, onRetry }: UploadItemProps) {
  const { t } = useTranslation();
  const { file, part, problem } = upload;
  const percent = Math.round(part * 100);
  return (
    <div className={`${styles.item} ${problem === undefined ? '' : styles.failed}`}>
      <span className={styles.kind}>
        {problem === undefined ? (
          <LoaderCircle size={16} className={styles.turning} aria-hidden />
        ) : (
          <CircleAlert size={16} aria-hidden />
        )}
      </span>
      <span className={styles.about}>
        <span title={file.name}>{file.name}</span>
        {problem === undefined ? (
          <Progress
            percent={percent}
            size={{ height: 4 }}
            showInfo={false}
            aria-label={t('form.uploading', { name: file.name })}
          />
        ) : (
          <small role="alert">{problem}</small>
        )}
      </span>
      {problem === undefined ? <small className={styles.percent}>{percent}%</small> : null}
      {problem === undefined ? null : (
        <Button
          type="text"
          size="small"
          aria-label={t('action.retry')}
          icon={<RotateCw size={14} />}
          onClick={onRetry}
        />
      )}
      <Button
        type="text"
        size="small"
        aria-label={t('form.removeFile', { name: file.name })}
        icon={<X size={14} />}
        onClick={onDrop}
      />
    </div>
  );
}
