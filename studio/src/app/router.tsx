import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseInboxState } from '../store/inboxState.ts';
import { parseListState } from '../store/listState.ts';
import { parseRunState } from '../store/runState.ts';
import { parseAuditState } from '../studio/audit/auditState.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { PageSkeleton } from '../ui/Skeleton.tsx';
import { NotFound } from './NotFound.tsx';
import { withInboxPageTexts, withPageTexts, withSettingsPageTexts } from './settingsTexts.ts';
import { Shell } from './shell/Shell.tsx';

/** The addresses of the application. What a page needs is loaded when it is first opened, or when a link to it is pointed at. */
export function createAppRouter() {
  const root = createRootRoute({
    component: Shell,
    notFoundComponent: NotFound,
    // Not a page with its header: that stands in the shell, which has failed.
    errorComponent: ({ error, reset }) => <ErrorNotice error={error} onRetry={reset} />,
  });
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
  // No entity is called so: names have no hyphen.
  const bins = createRoute({
    getParentRoute: () => root,
    path: '/recycle-bin',
    component: lazyRouteComponent(() => import('../workspace/bin/DeletedRecords.tsx'), 'DeletedRecords'),
  });
  // The same holds for what begins like this.
  const page = createRoute({
    getParentRoute: () => root,
    path: '/page-{$name}',
    component: lazyRouteComponent(
      withPageTexts(() => import('../workspace/pages/CustomPage.tsx')),
      'CustomPage',
    ),
  });
  const inboxPages = withInboxPageTexts(() => import('../inbox/pages.ts'));
  const inbox = createRoute({
    getParentRoute: () => root,
    path: '/my-inbox',
    validateSearch: parseInboxState,
    component: lazyRouteComponent(inboxPages, 'InboxPage'),
  });
  const approval = createRoute({
    getParentRoute: () => root,
    path: '/approval-{$id}',
    component: lazyRouteComponent(inboxPages, 'ApprovalPage'),
  });
  const settingsPages = withSettingsPageTexts(() => import('./settingsPages.ts'));
  const settings = createRoute({
    getParentRoute: () => root,
    path: '/settings',
    component: lazyRouteComponent(settingsPages, 'SettingsPage'),
  });
  const roles = createRoute({
    getParentRoute: () => root,
    path: '/settings/roles',
    component: lazyRouteComponent(settingsPages, 'RolesPage'),
  });
  const role = createRoute({
    getParentRoute: () => root,
    path: '/settings/roles/$role',
    component: lazyRouteComponent(settingsPages, 'RolePage'),
  });
  const audit = createRoute({
    getParentRoute: () => root,
    path: '/settings/audit',
    validateSearch: parseAuditState,
    component: lazyRouteComponent(settingsPages, 'AuditPage'),
  });
  const users = createRoute({
    getParentRoute: () => root,
    path: '/settings/users',
    component: lazyRouteComponent(settingsPages, 'UsersPage'),
  });
  const user = createRoute({
    getParentRoute: () => root,
    path: '/settings/users/$id',
    component: lazyRouteComponent(settingsPages, 'UserPage'),
  });
  const teams = createRoute({
    getParentRoute: () => root,
    path: '/settings/teams',
    component: lazyRouteComponent(settingsPages, 'TeamsPage'),
  });
  const tokens = createRoute({
    getParentRoute: () => root,
    path: '/settings/tokens',
    component: lazyRouteComponent(settingsPages, 'TokensPage'),
  });
  const secrets = createRoute({
    getParentRoute: () => root,
    path: '/settings/secrets',
    component: lazyRouteComponent(settingsPages, 'SecretsPage'),
  });
  const profile = createRoute({
    getParentRoute: () => root,
    path: '/settings/account',
    component: lazyRouteComponent(settingsPages, 'ProfilePage'),
  });
  const security = createRoute({
    getParentRoute: () => root,
    path: '/settings/account/security',
    component: lazyRouteComponent(settingsPages, 'SecurityPage'),
  });
  const sessions = createRoute({
    getParentRoute: () => root,
    path: '/settings/account/sessions',
    component: lazyRouteComponent(settingsPages, 'SessionsPage'),
  });
  const myTokens = createRoute({
    getParentRoute: () => root,
    path: '/settings/account/tokens',
    component: lazyRouteComponent(settingsPages, 'MyTokensPage'),
  });
  const leave = createRoute({
    getParentRoute: () => root,
    path: '/sign-out',
    component: lazyRouteComponent(settingsPages, 'SignOutPage'),
  });
  const studioPages = () => import('../studio/pages.ts');
  // The draft of all definitions lives as long as one is below it.
  const studio = createRoute({
    getParentRoute: () => root,
    path: '/studio',
    component: lazyRouteComponent(studioPages, 'StudioFrame'),
  });
  const studioEntities = createRoute({
    getParentRoute: () => studio,
    path: '/',
    component: lazyRouteComponent(studioPages, 'EntitiesPage'),
  });
  const studioEntity = createRoute({
    getParentRoute: () => studio,
    path: '/entities/$name',
    component: lazyRouteComponent(studioPages, 'EntityPage'),
  });
  const studioForm = createRoute({
    getParentRoute: () => studio,
    path: '/forms/$name',
    component: lazyRouteComponent(studioPages, 'FormPage'),
  });
  const studioView = createRoute({
    getParentRoute: () => studio,
    path: '/views/$name',
    component: lazyRouteComponent(studioPages, 'ViewPage'),
  });
  const studioReview = createRoute({
    getParentRoute: () => studio,
    path: '/review',
    component: lazyRouteComponent(studioPages, 'ReviewPage'),
  });
  const studioHistory = createRoute({
    getParentRoute: () => studio,
    path: '/history',
    component: lazyRouteComponent(studioPages, 'HistoryPage'),
  });
  const studioChangeSet = createRoute({
    getParentRoute: () => studio,
    path: '/history/$id',
    component: lazyRouteComponent(studioPages, 'ChangeSetPage'),
  });
  const studioParking = createRoute({
    getParentRoute: () => studio,
    path: '/parking',
    component: lazyRouteComponent(studioPages, 'ParkingPage'),
  });
  const studioJobs = createRoute({
    getParentRoute: () => studio,
    path: '/jobs',
    component: lazyRouteComponent(studioPages, 'JobsPage'),
  });
  const studioPlugins = createRoute({
    getParentRoute: () => studio,
    path: '/plugins',
    component: lazyRouteComponent(studioPages, 'PluginsPage'),
  });
  const studioPlugin = createRoute({
    getParentRoute: () => studio,
    path: '/plugins/$id',
    component: lazyRouteComponent(studioPages, 'PluginPage'),
  });
  const studioWorkflows = createRoute({
    getParentRoute: () => studio,
    path: '/workflows',
    component: lazyRouteComponent(studioPages, 'WorkflowsPage'),
  });
  const studioWorkflow = createRoute({
    getParentRoute: () => studio,
    path: '/workflows/$name',
    component: lazyRouteComponent(studioPages, 'WorkflowPage'),
  });
  const studioRuns = createRoute({
    getParentRoute: () => studio,
    path: '/runs',
    validateSearch: parseRunState,
    component: lazyRouteComponent(studioPages, 'RunsPage'),
  });
  const studioRun = createRoute({
    getParentRoute: () => studio,
    path: '/runs/$id',
    component: lazyRouteComponent(studioPages, 'RunPage'),
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
    routeTree: root.addChildren([
      home,
      list,
      create,
      bin,
      bins,
      page,
      inbox,
      approval,
      record,
      edit,
      settings,
      roles,
      role,
      audit,
      users,
      user,
      teams,
      tokens,
      secrets,
      profile,
      security,
      sessions,
      myTokens,
      leave,
      studio.addChildren([
        studioEntities,
        studioEntity,
        studioForm,
        studioView,
        studioReview,
        studioHistory,
        studioChangeSet,
        studioParking,
        studioJobs,
        studioPlugins,
        studioPlugin,
        studioWorkflows,
        studioWorkflow,
        studioRuns,
        studioRun,
      ]),
      kitchenSink,
    ]),
    // App has its own, in the application's own words.
    disableGlobalCatchBoundary: true,
    defaultErrorComponent: ({ error, reset }) => <ErrorPage error={error} onRetry={reset} />,
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 100,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Another order or filter keeps the entry of the history, but is another list: it begins at its top.
    getScrollRestorationKey: ({ state, href }) => `${state.__TSR_key ?? ''} ${href}`,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
