import { withInboxTexts } from '../../app/settingsTexts.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';

/** Few records wait for an approval, so it is no part of every page of a record. */
export const LazyRecordApprovals = lazyPart(
  withInboxTexts(async () => (await import('./RecordApprovals.tsx')).RecordApprovals),
);
