import { Suspense } from 'react';
import type { BrowserPage } from '../../../../core/model/browserModel.ts';
import { withPageTexts } from '../../app/settingsTexts.ts';
import type { AroundRecord } from '../../store/pages/sourceWhere.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Bone } from '../../ui/Skeleton.tsx';

const RecordPanel = lazyPart(withPageTexts(async () => (await import('./RecordPanel.tsx')).RecordPanel));

interface RecordWidgetsProps {
  readonly page: BrowserPage;
  readonly around: AroundRecord;
  readonly hasTitle?: boolean;
}

/** The widgets of a page on the page of a record. Their code comes with the first of them. */
export function RecordWidgets(props: RecordWidgetsProps) {
  return (
    <Suspense fallback={<Bone height="80px" />}>
      <RecordPanel {...props} />
    </Suspense>
  );
}
