import { createContext, useContext } from 'react';

/** What conditions compare, and with what. */
export interface Operands {
  /** Also with what is known of whoever asks, as roles do. */
  readonly actor: boolean;
  /** Also what records hold that it points at; a form and a rule know the record alone. */
  readonly relations: boolean;
}

const Context = createContext<Operands>({ actor: false, relations: true });

export const OperandsProvider = Context.Provider;

export function useOperands(): Operands {
  return useContext(Context);
}
