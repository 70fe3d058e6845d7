import { createContext, useContext } from 'react';
import type { Scope } from '../../../../../core/expressions/types.ts';
import type { Json } from '../../../../../core/lib/json.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';

/** Where what is typed in belongs. Paths begin at the document. */
export interface InputPlace {
  /** The variables that expressions here may use. */
  readonly scope: Scope;
  /** undefined takes it out. */
  readonly set: (path: DocumentPath, value: Json | undefined) => void;
  /** What the server said of a place last. */
  readonly problemAt: (path: DocumentPath) => string | undefined;
}

const Context = createContext<InputPlace | undefined>(undefined);

export const InputPlaceProvider = Context.Provider;

export function useInputPlace(): InputPlace {
  const value = useContext(Context);
  if (!value) throw new Error('No InputPlaceProvider above');
  return value;
}
