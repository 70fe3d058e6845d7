import { Check, Info, TriangleAlert, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../RequestId.tsx';
import type { Toast, Toasts } from './createToasts.ts';
import styles from './ToastStack.module.css';

const icons = { success: Check, info: Info, error: TriangleAlert };

/** The region is always there: assistive technology only tells what comes into one that it knows. */
export function ToastStack({ toasts }: { readonly toasts: Toasts }) {
  const { t } = useTranslation();
  const list = useSyncExternalStore(toasts.subscribe, toasts.list);
  return (
    <section
      className={styles.stack}
      aria-label={t('shell.notices')}
      aria-live="polite"
      aria-relevant="additions text"
      onPointerEnter={() => toasts.hold(true)}
      onPointerLeave={() => toasts.hold(false)}
      onFocus={() => toasts.hold(true)}
      onBlur={() => toasts.hold(false)}
    >
      {list.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onDismiss={() => toasts.dismiss(toast.id)} />
      ))}
    </section>
  );
}

function ToastCard({ toast, onDismiss }: { readonly toast: Toast; readonly onDismiss: () => void }) {
  const { t } = useTranslation();
  const { kind, text, action, requestId } = toast;
  const Icon = icons[kind];
  return (
    <div className={styles.toast} role={kind === 'error' ? 'alert' : undefined}>
      <Icon size={16} aria-hidden className={styles[kind]} />
      <div className={styles.text}>
        {text}
        {requestId ? <RequestId id={requestId} /> : null}
      </div>
      {action ? (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            onDismiss();
            action.run();
          }}
        >
          {action.label}
        </button>
      ) : null}
      <button type="button" className={styles.close} aria-label={t('action.dismiss')} onClick={onDismiss}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
