import { CircleHelp } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import styles from './WidgetFrame.module.css';

interface WidgetFrameProps {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** At the end of its head. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** What stands around a widget: a failure inside stays inside. */
export function WidgetFrame({ title, description, tools, children }: WidgetFrameProps) {
  const id = useId();
  return (
    <section className={styles.widget} aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined ? null : (
        <header className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {description === undefined ? null : (
            <span className={styles.help} title={description}>
              <CircleHelp size={14} aria-hidden />
              <span className={styles.hidden}>{description}</span>
            </span>
          )}
          <span className={styles.tools}>{tools}</span>
        </header>
      )}
      <div className={styles.body}>
        <PanelBoundary>{children}</PanelBoundary>
      </div>
    </section>
  );
}
