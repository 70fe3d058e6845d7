import { lazyPart } from '../ui/lazyPart.tsx';

/** antd, with what its controls find above them. Loaded before it is needed: see usePreloadedPages. */
export const LazyAntdLayer = lazyPart(async () => (await import('./AntdLayer.tsx')).AntdLayer);
