import { createContext, useContext } from 'react';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import type { FormField, FormTab } from '../../../core/model/types.ts';
import type { Formulas } from '../store/compileFormulas.ts';

/** What a form is about; stays the same while it is filled in. */
export interface FormSetup {
  readonly entity: BrowserEntity;
  readonly tabs: readonly FormTab[];
  readonly fields: ReadonlyMap<string, FormField>;
  readonly formulas: Formulas;
  /** Names of fields that stay as they are until an approval is decided. */
  readonly locked: readonly string[];
  readonly activeTab: number;
  readonly onTab: (tab: number) => void;
}

const Context = createContext<FormSetup | undefined>(undefined);

export const FormSetupProvider = Context.Provider;

export function useFormSetup(): FormSetup {
  const setup = useContext(Context);
  if (!setup) throw new Error('No FormSetupProvider above');
  return setup;
}
