import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type StartedAction, startedKey } from '../../store/actionTarget.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { LazyAntdLayer } from '../LazyAntdLayer.ts';
import { lazyWithAntd } from '../lazyWithAntd.tsx';
import { withPageTexts } from '../settingsTexts.ts';
import styles from './Shell.module.css';
import { ShellProvider } from './ShellContext.tsx';
import { Sidebar } from './Sidebar.tsx';
import { useFollowFocus } from './useFollowFocus.ts';
import { useModelNews } from './useModelNews.ts';
import { useNotificationNews } from './useNotificationNews.ts';
import { usePlace } from './usePlace.ts';
import { useRememberedSet } from './useRememberedSet.ts';
import { useShortcuts } from './useShortcuts.ts';
import { browserVisits, VisitsProvider } from './VisitsContext.tsx';

const ShortcutSheet = lazyPart(async () => (await import('./ShortcutSheet.tsx')).ShortcutSheet);
const Palette = lazyPart(async () => (await import('../palette/Palette.tsx')).Palette);

const ActionRunner = lazyWithAntd(
  withPageTexts(async () => (await import('../../workspace/actions/ActionRunner.tsx')).ActionRunner),
);

type Overlay = 'palette' | 'shortcuts' | 'sidebar';

/** The frame of every page: sidebar beside it, on a phone in a drawer; palette and shortcuts over it. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const place = usePlace();
  const visits = useMemo(browserVisits, []);
  const [overlay, setOverlay] = useState<Overlay>();
  const [started, setStarted] = useState<StartedAction>();
  const [folded, toggle] = useRememberedSet('kiln.shell');
  const main = useRef<HTMLElement>(null);
  const hasNavigated = useFollowFocus(main);
  const isRail = folded.has('sidebar');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes what lies over it
  useEffect(() => setOverlay(undefined), [pathname]);
  useEffect(() => {
    if (place?.id !== undefined) visits.opened(place);
  }, [place, visits]);

  useShortcuts({
    'mod+k': () => setOverlay((current) => (current === 'palette' ? undefined : 'palette')),
    '?': () => setOverlay('shortcuts'),
    '[': () => toggle('sidebar'),
    'g h': () => navigate({ to: '/' }),
    'g i': () => navigate({ to: '/my-inbox' }),
    ...(place ? { c: () => navigate({ to: '/$entity/new', params: { entity: place.entity } }) } : {}),
  });

  const shell = useMemo(
    () => ({
      // A second click is none.
      startAction: (next: StartedAction) =>
        setStarted((current) => (current && startedKey(current) === startedKey(next) ? current : next)),
      openPalette: () => setOverlay('palette'),
      openShortcuts: () => setOverlay('shortcuts'),
      openSidebar: () => setOverlay('sidebar'),
      hasNavigated,
    }),
    [hasNavigated],
  );
  useModelNews();
  useNotificationNews();
  const needsAntd = useNeedsAntd(pathname);
  const close = () => setOverlay(undefined);
  const page = <Outlet />;
  return (
    <VisitsProvider value={visits}>
      <ShellProvider value={shell}>
        <a className={styles.skip} href="#main">
          {t('shell.skip')}
        </a>
        <div className={`${styles.shell} ${isRail ? styles.narrow : ''}`}>
          <aside className={styles.sidebar}>
            <PanelBoundary>
              <Sidebar isRail={isRail} onToggle={() => toggle('sidebar')} />
            </PanelBoundary>
          </aside>
          <main id="main" ref={main} tabIndex={-1} className={styles.main}>
            <PanelBoundary at={pathname}>
              <Suspense fallback={<PageSkeleton />}>
                {needsAntd ? <LazyAntdLayer>{page}</LazyAntdLayer> : page}
              </Suspense>
            </PanelBoundary>
          </main>
        </div>
        {overlay === 'sidebar' ? (
          <Dialog look="drawer" label={t('shell.navigation')} onClose={close}>
            <Sidebar />
          </Dialog>
        ) : null}
        {overlay === 'shortcuts' ? (
          <Suspense>
            <ShortcutSheet onClose={close} />
          </Suspense>
        ) : null}
        {started ? (
          <Suspense>
            <ActionRunner
              key={startedKey(started)}
              started={started}
              onEnd={() => setStarted((current) => (current === started ? undefined : current))}
            />
          </Suspense>
        ) : null}
        {overlay === 'palette' ? (
          <Suspense>
            <Palette onClose={close} />
          </Suspense>
        ) : null}
      </ShellProvider>
    </VisitsProvider>
  );
}

/** The start page and lists do without; once loaded it stays. */
function useNeedsAntd(pathname: string): boolean {
  const [isLoaded, setLoaded] = useState(false);
  const [first, second] = pathname.split('/').filter(Boolean);
  const isNeeded = second !== undefined || first === 'studio' || first?.startsWith('approval-') === true;
  if (!isLoaded && isNeeded) setLoaded(true);
  return isLoaded || isNeeded;
}
