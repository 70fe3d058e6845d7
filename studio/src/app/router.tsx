import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { parseListState } from '../store/listState.ts';
import { visibleEntities } from '../store/model.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { useModel } from './ModelContext.tsx';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';

/** The addresses of the application. What a page needs is loaded when it is first opened. */
export function createAppRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  const start = createRoute({ getParentRoute: () => root, path: '/', component: FirstEntity });
  const list = createRoute({
    getParentRoute: () => root,
    path: '/$entity',
    validateSearch: parseListState,
    component: lazyRouteComponent(() => import('../workspace/ListPage.tsx'), 'ListPage'),
  });
  const create = createRoute({
    getParentRoute: () => root,
    path: '/$entity/new',
    component: lazyRouteComponent(() => import('../workspace/NewRecordPage.tsx'), 'NewRecordPage'),
  });
  const record = createRoute({
    getParentRoute: () => root,
    path: '/$entity/$id',
    component: lazyRouteComponent(() => import('../workspace/RecordPage.tsx'), 'RecordPage'),
  });
  return createRouter({
    routeTree: root.addChildren([start, list, create, record]),
    defaultErrorComponent: ({ error, reset }) => <ErrorNotice error={error} onRetry={reset} />,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

function FirstEntity() {
  const [first] = visibleEntities(useModel());
  return first ? <Navigate to="/$entity" params={{ entity: first.name }} replace /> : <NotFound />;
}
