import { useEffect, useState } from 'react';
import { revealField } from '../../api/records.ts';
import { asText } from '../../lib/values.ts';
import { useSibling } from '../RecordScope.tsx';

/** A secret left on a screen is hidden again after this. */
const shownMs = 30_000;

interface Reveal {
  /** Clear text, while it is shown. */
  readonly secret: string | undefined;
  readonly isLoading: boolean;
  readonly error: unknown;
  /** False for a record that is not saved yet: there is nothing to ask for. */
  readonly canReveal: boolean;
  readonly show: () => Promise<void>;
  readonly hide: () => void;
}

/** The clear text of an encrypted field of the record around, read when asked for, and forgotten again. */
export function useReveal(entity: string | undefined, field: string): Reveal {
  const id = asText(useSibling('id'));
  const [secret, setSecret] = useState<string>();
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    if (secret === undefined) return;
    const timer = setTimeout(() => setSecret(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [secret]);

  return {
    secret,
    isLoading,
    error,
    canReveal: entity !== undefined && id !== undefined,
    hide: () => setSecret(undefined),
    async show() {
      if (entity === undefined || id === undefined) return;
      setLoading(true);
      setError(undefined);
      try {
        setSecret((await revealField(entity, id, field)) ?? undefined);
      } catch (reason) {
        setError(reason);
      } finally {
        setLoading(false);
      }
    },
  };
}
