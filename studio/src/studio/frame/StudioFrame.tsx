import { Outlet, useLocation } from '@tanstack/react-router';
import type { SystemRight } from '../../../../core/model/types.ts';
import { ApiError } from '../../api/ApiError.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { mayUse } from '../../store/rights.ts';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { StudioDraftProvider } from '../draft/StudioDraftProvider.tsx';
import { StudioBar } from './StudioBar.tsx';
import styles from './StudioFrame.module.css';
import { usePreparedPages } from './usePreparedPages.ts';

/** Pages that are open to who may use nothing else of the Studio. */
const ownRights: Readonly<Record<string, SystemRight>> = { plugins: 'plugins', runs: 'workflows' };

/** What stands around every page of the Studio: one draft, where one is, what is changed. */
export function StudioFrame() {
  const model = useModel();
  usePreparedPages();
  const { pathname } = useLocation();
  const [, part = ''] = pathname.split('/').filter(Boolean);
  const right = ownRights[part];
  if (!mayUse(model, 'studio') && right && mayUse(model, right)) {
    // Who only looks after these changes no definitions; plans are shown as in a draft of nothing.
    return (
      <StudioDraftProvider>
        <Outlet />
      </StudioDraftProvider>
    );
  }
  if (!mayUse(model, 'studio')) return <ErrorPage error={new ApiError(403, 'KILN_FORBIDDEN', 'studio')} />;
  return (
    <StudioDraftProvider>
      <div className={styles.frame}>
        <StudioBar />
        <div className={styles.page}>
          <Outlet />
        </div>
      </div>
    </StudioDraftProvider>
  );
}
