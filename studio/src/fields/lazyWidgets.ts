import { type LazyPart, lazyPart } from '../ui/lazyPart.tsx';
import type { WidgetProps } from './types.ts';

// What is large, and not in every form: parsers, lists of countries, grids.
export const lazyWidgets = {
  address: lazyPart(async () => (await import('./address/Widget.tsx')).Widget),
  children: lazyPart(async () => (await import('./children/Widget.tsx')).Widget),
  color: lazyPart(async () => (await import('./color/Widget.tsx')).Widget),
  geoPoint: lazyPart(async () => (await import('./geoPoint/Widget.tsx')).Widget),
  json: lazyPart(async () => (await import('./json/Widget.tsx')).Widget),
  markdown: lazyPart(async () => (await import('./markdown/Widget.tsx')).Widget),
  phone: lazyPart(async () => (await import('./phone/Widget.tsx')).Widget),
} satisfies Readonly<Record<string, LazyPart<WidgetProps>>>;

/** Loads beforehand what the widgets of these types need. */
export async function loadWidgets(types: readonly string[]): Promise<void> {
  await Promise.all(Object.entries(lazyWidgets).map(([type, widget]) => types.includes(type) && widget.preload()));
}
