import type { TextWidget as Widget } from '../../../../../core/model/pageTypes.ts';
import { MarkdownText } from '../../../fields/markdown/MarkdownText.tsx';
import { WidgetFrame } from '../WidgetFrame.tsx';
import styles from './TextWidget.module.css';

/** Words of who made the page; without a title they stand by themselves. */
export function TextWidget({ widget: { title, text } }: { readonly widget: Widget }) {
  const words = (
    <div className={styles.words}>
      <MarkdownText text={text} />
    </div>
  );
  return title === undefined ? words : <WidgetFrame title={title}>{words}</WidgetFrame>;
}
