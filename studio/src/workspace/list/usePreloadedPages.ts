import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Loads the parts of the pages that are likely next, as soon as the browser has nothing else to do. */
export function usePreloadedPages(isReady: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isReady) return;
    const load = () => {
      import('../../app/AntdLayer.tsx');
      router.loadRouteChunk(router.routesByPath['/$entity/$id']);
      router.loadRouteChunk(router.routesByPath['/$entity/new']);
    };
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(load, 1000);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(load, { timeout: 3000 });
    return () => cancelIdleCallback(handle);
  }, [router, isReady]);
}
