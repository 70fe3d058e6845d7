import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { createToasts, type Toasts } from './createToasts.ts';
import { ToastStack } from './ToastStack.tsx';

const Context = createContext<Toasts | undefined>(undefined);

export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const toasts = useMemo(createToasts, []);
  return (
    <Context value={toasts}>
      {children}
      <ToastStack toasts={toasts} />
    </Context>
  );
}

/** Short notices: what was done, with a way to take it back, or what failed. */
export function useToasts(): Toasts {
  const toasts = useContext(Context);
  if (!toasts) throw new Error('No ToastsProvider above');
  return toasts;
}
