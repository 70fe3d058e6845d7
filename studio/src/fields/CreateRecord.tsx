import { createContext, useContext } from 'react';

export interface NewRecordWish {
  readonly entity: string;
  /** What was typed while looking for it. */
  readonly text: string;
  readonly onCreated: (id: string) => void;
}

/** Opens a small form for a record of another entity. */
type CreateRecord = (wish: NewRecordWish) => void;

const Context = createContext<CreateRecord | undefined>(undefined);

export const CreateRecordProvider = Context.Provider;

/** undefined: nothing can be created from here. */
export function useCreateRecord(): CreateRecord | undefined {
  return useContext(Context);
}
