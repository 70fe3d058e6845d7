import type { ComponentType } from 'react';
import { lazyPart } from '../ui/lazyPart.tsx';
import { LazyAntdLayer } from './LazyAntdLayer.ts';

/** A part that is loaded when it is first shown, and brings antd: for pages that do without it until then. */
export function lazyWithAntd<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazyPart(async () => {
    const [Part] = await Promise.all([load(), LazyAntdLayer.preload()]);
    return (props: Props) => (
      <LazyAntdLayer>
        <Part {...props} />
      </LazyAntdLayer>
    );
  });
}
