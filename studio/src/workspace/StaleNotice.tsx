import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';

interface StaleNoticeProps {
  readonly onReload: () => void;
  readonly onOverwrite: () => void;
}

/** Somebody else saved the record since it was read: theirs or mine. */
export function StaleNotice({ onReload, onOverwrite }: StaleNoticeProps) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('record.stale')}
      description={t('record.staleText')}
      action={
        <Space wrap>
          <Button size="small" onClick={onReload}>
            {t('action.reload')}
          </Button>
          <Button size="small" danger onClick={onOverwrite}>
            {t('action.overwrite')}
          </Button>
        </Space>
      }
    />
  );
}
