import { lazy, Suspense } from 'react';
import { isEmpty, plainText } from '../lib/values.ts';
import { valueType } from '../store/valueType.ts';
import { View as AddressView } from './address/View.tsx';
import { FieldCell } from './FieldCell.tsx';
import { FileView } from './shared/FileView.tsx';
import styles from './shared/views.module.css';
import type { CellComponent, CellProps } from './types.ts';

// Brings a parser with it.
const MarkdownText = lazy(() =>
  import('./markdown/MarkdownText.tsx').then(({ MarkdownText: Text }) => ({ default: Text })),
);

/** Types of which a cell shows only the beginning. */
const views: Readonly<Record<string, CellComponent>> = {
  address: AddressView,
  file: FileView,
  files: FileView,
  image: FileView,
  images: FileView,
  json: ({ value }) => <pre className={styles.json}>{JSON.stringify(value, null, 2)}</pre>,
  markdown: ({ value }) => (
    <Suspense fallback={<p className={styles.lines}>{plainText(value)}</p>}>
      <MarkdownText text={plainText(value)} />
    </Suspense>
  ),
  multiline: ({ value }) => <p className={styles.lines}>{plainText(value)}</p>,
};

/** The whole value of a field, where there is room for it: a read-only field of a form, a record's page. Nothing when empty. */
export function FieldView(props: CellProps) {
  if (isEmpty(props.value)) return null;
  const View = views[valueType(props.field)];
  if (View) return <View {...props} />;
  return (
    <span className={styles.wrap}>
      <FieldCell {...props} />
    </span>
  );
}
