import { type ComponentType, lazy, useState } from 'react';

export type LazyPart<Props extends object> = ComponentType<Props> & {
  /** Fetches its code, so that it is there at once when it is first shown. Never fails: what did not come is asked for again then. */
  readonly preload: () => Promise<void>;
};

/**
 * A component whose code comes when it is first shown. Unlike one of React's `lazy`, it does not suspend once its code is
 * there: a placeholder that was shown for one frame stays for 300 ms, because React holds back what takes its place. And
 * code that did not come (no connection) is asked for again when the component is shown again.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loaded: ComponentType<Props> | undefined;
  let later = lazy(fetchCode);
  async function fetchCode() {
    try {
      loaded = await load();
      return { default: loaded };
    } catch (error) {
      later = lazy(fetchCode);
      throw error;
    }
  }
  function Part(props: Props) {
    // The same for as long as it is shown: another component would begin anew.
    const [Shown] = useState(() => loaded ?? later);
    return <Shown {...props} />;
  }
  const preload = () =>
    fetchCode().then(
      () => {},
      () => {},
    );
  return Object.assign(Part, { preload });
}
