import type { BrowserEntity, BrowserPage } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useIsFitting } from '../actions/useFittingActions.ts';

interface RecordPages {
  readonly panels: readonly BrowserPage[];
  readonly tabs: readonly BrowserPage[];
}

/** The pages that stand on the page of a record as it is; none while it is being read. */
export function useRecordPages(entity: BrowserEntity, values: RecordValues | undefined): RecordPages {
  const model = useModel();
  const isFitting = useIsFitting(entity);
  const pages = model.pages.filter(
    (page) => page.place === 'record' && page.entity === entity.name && values !== undefined && isFitting(page, values),
  );
  return { panels: pages.filter(({ show }) => show === 'panel'), tabs: pages.filter(({ show }) => show === 'tab') };
}
