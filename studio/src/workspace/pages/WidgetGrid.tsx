import type { CSSProperties } from 'react';
import type { BrowserWidget } from '../../../../core/model/browserModel.ts';
import styles from './WidgetGrid.module.css';
import type { WidgetPlace } from './WidgetPlace.ts';
import { ActionsWidget } from './widgets/ActionsWidget.tsx';
import { ChartWidget } from './widgets/ChartWidget.tsx';
import { FormWidget } from './widgets/FormWidget.tsx';
import { FunctionWidget } from './widgets/FunctionWidget.tsx';
import { ListWidget } from './widgets/ListWidget.tsx';
import { NumberWidget } from './widgets/NumberWidget.tsx';
import { TextWidget } from './widgets/TextWidget.tsx';

interface WidgetGridProps extends WidgetPlace {
  readonly widgets: readonly BrowserWidget[];
}

/** Widgets in twelve columns; where there is little room, figures two in a row and the others one below the other. */
export function WidgetGrid({ widgets, ...place }: WidgetGridProps) {
  return (
    <div className={styles.room}>
      <div className={styles.grid}>
        {widgets.map((widget, index) => {
          const style: CSSProperties & Record<'--span', number> = { '--span': widget.span };
          return (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a widget is nothing but its place on the page
              key={index}
              className={`${styles.cell} ${widget.type === 'number' ? styles.number : ''}`}
              style={style}
            >
              <WidgetOf widget={widget} place={place} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function WidgetOf({ widget, place }: { readonly widget: BrowserWidget; readonly place: WidgetPlace }) {
  switch (widget.type) {
    case 'number':
      return <NumberWidget widget={widget} place={place} />;
    case 'chart':
      return <ChartWidget widget={widget} place={place} />;
    case 'list':
      return <ListWidget widget={widget} place={place} />;
    case 'text':
      return <TextWidget widget={widget} />;
    case 'function':
      return <FunctionWidget widget={widget} place={place} />;
    case 'form':
      return <FormWidget widget={widget} place={place} />;
    case 'actions':
      return <ActionsWidget widget={widget} place={place} />;
  }
}
