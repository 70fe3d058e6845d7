import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { LazyAntdLayer } from '../../app/LazyAntdLayer.ts';

/** Loads what the pages that are likely next need, as soon as the browser has nothing else to do. */
export function usePreloadedPages(entity: BrowserEntity, isReady: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isReady) return;
    const loadAll = () =>
      Promise.all([
        LazyAntdLayer.preload(),
        router.loadRouteChunk(router.routesByPath['/$entity/$id']),
        router.loadRouteChunk(router.routesByPath['/$entity/new']),
        import('../../fields/lazyWidgets.ts').then(({ loadWidgets }) =>
          loadWidgets(entity.fields.map(({ type }) => type)),
        ),
      ]);
    // What does not come now is asked for again, and missed aloud, when it is needed.
    const load = () => loadAll().catch(() => {});
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(load, 1000);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(load, { timeout: 3000 });
    return () => cancelIdleCallback(handle);
  }, [router, entity, isReady]);
}
