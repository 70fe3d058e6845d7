import {
  withDesignerTexts,
  withPluginTexts,
  withRunTexts,
  withStudioTexts,
  withWorkflowTexts,
} from '../app/settingsTexts.ts';
import { type LazyPart, lazyPart } from '../ui/lazyPart.tsx';

// One part of the application for all of them: the first page need not know the files of each. Their types are said, because
// pages know the addresses, and the addresses know the pages.

export const StudioFrame: LazyPart<object> = lazyPart(
  withStudioTexts(async () => (await import('./frame/StudioFrame.tsx')).StudioFrame),
);
export const EntitiesPage: LazyPart<object> = lazyPart(
  withDesignerTexts(async () => (await import('./entities/EntitiesPage.tsx')).EntitiesPage),
);
export const EntityPage: LazyPart<object> = lazyPart(
  withDesignerTexts(async () => (await import('./entities/EntityPage.tsx')).EntityPage),
);
export const FormPage: LazyPart<object> = lazyPart(
  withDesignerTexts(async () => (await import('./forms/FormPage.tsx')).FormPage),
);
export const ViewPage: LazyPart<object> = lazyPart(
  withDesignerTexts(async () => (await import('./views/ViewPage.tsx')).ViewPage),
);
export const WorkflowsPage: LazyPart<object> = lazyPart(
  withWorkflowTexts(async () => (await import('./workflows/WorkflowsPage.tsx')).WorkflowsPage),
);
export const WorkflowPage: LazyPart<object> = lazyPart(
  withWorkflowTexts(async () => (await import('./workflows/WorkflowPage.tsx')).WorkflowPage),
);
export const ReviewPage: LazyPart<object> = lazyPart(
  withDesignerTexts(async () => (await import('./review/ReviewPage.tsx')).ReviewPage),
);
export const HistoryPage: LazyPart<object> = lazyPart(
  withDesignerTexts(async () => (await import('./history/HistoryPage.tsx')).HistoryPage),
);
export const ChangeSetPage: LazyPart<object> = lazyPart(
  withDesignerTexts(async () => (await import('./history/ChangeSetPage.tsx')).ChangeSetPage),
);
export const ParkingPage: LazyPart<object> = lazyPart(
  async () => (await import('./parking/ParkingPage.tsx')).ParkingPage,
);
export const JobsPage: LazyPart<object> = lazyPart(async () => (await import('./jobs/JobsPage.tsx')).JobsPage);
export const PluginsPage: LazyPart<object> = lazyPart(
  withPluginTexts(async () => (await import('./plugins/PluginsPage.tsx')).PluginsPage),
);
export const PluginPage: LazyPart<object> = lazyPart(
  withPluginTexts(async () => (await import('./plugins/PluginPage.tsx')).PluginPage),
);
export const RunsPage: LazyPart<object> = lazyPart(
  withRunTexts(async () => (await import('./runs/RunsPage.tsx')).RunsPage),
);
export const RunPage: LazyPart<object> = lazyPart(
  withRunTexts(async () => (await import('./runs/RunPage.tsx')).RunPage),
);
