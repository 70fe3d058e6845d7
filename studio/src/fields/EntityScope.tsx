import { createContext, useContext } from 'react';

const Context = createContext<string | undefined>(undefined);

/** Name of the entity whose fields stand below: what uploads and secrets are asked for by. */
export const EntityScope = Context.Provider;

export function useEntityScope(): string | undefined {
  return useContext(Context);
}
