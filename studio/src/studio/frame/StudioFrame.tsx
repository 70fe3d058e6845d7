import { Outlet, useLocation } from '@tanstack/react-router';
import { ApiError } from '../../api/ApiError.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { mayUse } from '../../store/rights.ts';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { StudioDraftProvider } from '../draft/StudioDraftProvider.tsx';
import { StudioBar } from './StudioBar.tsx';
import styles from './StudioFrame.module.css';
import { usePreparedPages } from './usePreparedPages.ts';

/** What stands around every page of the Studio: one draft, where one is, what is changed. */
export function StudioFrame() {
  const model = useModel();
  usePreparedPages();
  const { pathname } = useLocation();
  if (!mayUse(model, 'studio') && mayUse(model, 'plugins') && pathname.startsWith('/studio/plugins')) {
    // Who only looks after plugins changes no definitions; plans are shown as in a draft of nothing.
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
