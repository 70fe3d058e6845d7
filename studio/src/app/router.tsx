import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseListState } from '../store/listState.ts';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { PageSkeleton } from '../ui/Skeleton.tsx';
import { NotFound } from './NotFound.tsx';
import { Shell } from './shell/Shell.tsx';

/** The addresses of the application. What a page needs is loaded when it is first opened, or when a link to it is pointed at. */
export function createAppRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('./home/HomePage.tsx'), 'HomePage'),
  });
  const list = createRoute({
    getParentRoute: () => root,
    path: '/$entity',
    validateSearch: parseListState,
    component: lazyRouteComponent(() => import('../workspace/ListPage.tsx'), 'ListPage'),
  });
  const create = createRoute({
    getParentRoute: () => root,
    path: '/$entity/new',
    // The id of a record of which it is to be a copy.
    validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
      typeof from === 'string' ? { from } : {},
    component: lazyRouteComponent(() => import('../workspace/NewRecordPage.tsx'), 'NewRecordPage'),
  });
  const bin = createRoute({
    getParentRoute: () => root,
    path: '/$entity/bin',
    component: lazyRouteComponent(() => import('../workspace/RecycleBinPage.tsx'), 'RecycleBinPage'),
  });
  const kitchenSink = createRoute({
    getParentRoute: () => root,
    path: '/kitchen-sink',
    // For whoever works on Kiln; a build for use has no such page.
    component: import.meta.env.DEV
      ? lazyRouteComponent(() => import('../forms/KitchenSink.tsx'), 'KitchenSink')
      : NotFound,
  });
  const record = createRoute({
    getParentRoute: () => root,
    path: '/$entity/$id',
    component: lazyRouteComponent(() => import('../workspace/RecordPage.tsx'), 'RecordPage'),
  });
  const edit = createRoute({
    getParentRoute: () => root,
    path: '/$entity/$id/edit',
    component: lazyRouteComponent(() => import('../workspace/EditRecordPage.tsx'), 'EditRecordPage'),
  });
  return createRouter({
    routeTree: root.addChildren([home, list, create, bin, record, edit, kitchenSink]),
    defaultErrorComponent: ({ error, reset }) => <ErrorPage error={error} onRetry={reset} />,
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 100,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
