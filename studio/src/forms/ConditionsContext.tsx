import { createContext, useContext } from 'react';
import type { Conditions } from '../store/conditions.ts';

const none: Conditions = { hidden: new Set(), hiddenSections: new Set(), required: new Set(), readOnly: new Set() };
const Context = createContext<Conditions>(none);

export const ConditionsProvider = Context.Provider;

export function useConditions(): Conditions {
  return useContext(Context);
}
