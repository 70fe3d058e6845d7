import { useState } from 'react';
import type { BrowserPage } from '../../../../core/model/browserModel.ts';
import type { AroundRecord } from '../../store/pages/sourceWhere.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { PeriodChoice } from './PeriodChoice.tsx';
import styles from './RecordPanel.module.css';
import { WidgetGrid } from './WidgetGrid.tsx';

interface RecordPanelProps {
  readonly page: BrowserPage;
  readonly around: AroundRecord;
  /** False: it is told elsewhere. */
  readonly hasTitle?: boolean;
}

export function RecordPanel({ page, around, hasTitle = false }: RecordPanelProps) {
  const [period, setPeriod] = useState(page.period);
  return (
    <section className={styles.panel} aria-label={page.title}>
      {hasTitle || period !== undefined ? (
        <header className={styles.head}>
          {hasTitle ? (
            <>
              <EntityIcon name={page.icon ?? 'chart-bar'} size={15} />
              <h2>{page.title}</h2>
            </>
          ) : null}
          <span className={styles.tools}>
            {period === undefined ? null : <PeriodChoice value={period} onChange={setPeriod} />}
          </span>
        </header>
      ) : null}
      {page.description ? <p className={styles.description}>{page.description}</p> : null}
      <WidgetGrid widgets={page.widgets} period={period} around={around} />
    </section>
  );
}
