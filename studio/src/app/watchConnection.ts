import type { QueryClient } from '@tanstack/react-query';
import { unreachableEvent } from '../api/unreachable.ts';

export interface Connection {
  isLost(): boolean;
  subscribe(listener: () => void): () => void;
  /** Asks the server now; it also asks by itself, ever more seldom. */
  probe(): void;
  /** Begins to watch; gives the undo. */
  start(): () => void;
}

const firstWaitMs = 1500;
const longestWaitMs = 30_000;

/** Whether the server answers: learned from the browser and from what is read and saved anyway, asked for only once it did not. */
export function watchConnection(cache: QueryClient): Connection {
  const listeners = new Set<() => void>();
  let lost = false;
  let wait = firstWaitMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function set(next: boolean): void {
    clearTimeout(timer);
    if (next) {
      timer = setTimeout(probe, wait);
      wait = Math.min(wait * 2, longestWaitMs);
    } else {
      wait = firstWaitMs;
    }
    if (next === lost) return;
    lost = next;
    for (const listener of listeners) listener();
    if (!lost) cache.invalidateQueries();
  }

  async function probe(): Promise<void> {
    const answers = await fetch('/healthz', { cache: 'no-store' }).then(
      () => true,
      () => false,
    );
    set(!answers);
  }

  return {
    isLost: () => lost,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    probe,
    start() {
      const offline = () => {
        if (!lost) set(true);
      };
      window.addEventListener(unreachableEvent, offline);
      window.addEventListener('offline', offline);
      window.addEventListener('online', probe);
      return () => {
        clearTimeout(timer);
        window.removeEventListener(unreachableEvent, offline);
        window.removeEventListener('offline', offline);
        window.removeEventListener('online', probe);
      };
    },
  };
}
