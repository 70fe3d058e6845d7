import { useBlocker } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface LeaveGuardProps {
  /** Asked when somebody is about to leave. */
  readonly draft: { readonly state: () => { readonly isDirty: boolean } };
}

/** Asks before a page with unsaved changes is left, by a link, the back button or closing the window. */
export function LeaveGuard({ draft }: LeaveGuardProps) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => draft.state().isDirty,
    enableBeforeUnload: () => draft.state().isDirty,
    withResolver: true,
  });
  return (
    <Modal
      open={status === 'blocked'}
      title={t('record.leaveTitle')}
      okText={t('record.leave')}
      okButtonProps={{ danger: true }}
      cancelText={t('record.stay')}
      onOk={() => proceed?.()}
      onCancel={() => reset?.()}
      width={420}
    >
      {t('record.leaveText')}
    </Modal>
  );
}
