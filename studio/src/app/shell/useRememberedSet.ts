import { useCallback, useState } from 'react';

/** A set of names that this browser remembers under a key, such as the groups that are folded. */
export function useRememberedSet(key: string): readonly [ReadonlySet<string>, (name: string) => void] {
  const [names, setNames] = useState(() => read(key));
  const toggle = useCallback(
    (name: string) => {
      setNames((before) => {
        const next = new Set(before);
        if (!next.delete(name)) next.add(name);
        write(key, next);
        return next;
      });
    },
    [key],
  );
  return [names, toggle];
}

function read(key: string): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Set(Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []);
  } catch {
    return new Set();
  }
}

function write(key: string, names: ReadonlySet<string>): void {
  try {
    localStorage.setItem(key, JSON.stringify([...names]));
  } catch {
    // Storage may be forbidden: then it holds for this visit.
  }
}
