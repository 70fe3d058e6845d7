import { type ComponentType, lazy } from 'react';

/** A part that is loaded when it is first shown, and brings antd: for pages that do without it until then. */
export function lazyWithAntd<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [Part, { AntdLayer }] = await Promise.all([load(), import('./AntdLayer.tsx')]);
    return {
      default: (props: Props) => (
        <AntdLayer>
          <Part {...props} />
        </AntdLayer>
      ),
    };
  });
}
