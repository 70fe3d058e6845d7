import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { CreateRecordProvider, type NewRecordWish } from '../fields/CreateRecord.tsx';

const QuickCreate = lazy(() => import('./QuickCreate.tsx').then((module) => ({ default: module.QuickCreate })));

/** Lets the relation pickers below create a missing record in a small dialog, without leaving the page. */
export function CreateInPlace({ children }: { readonly children: ReactNode }) {
  const [wish, setWish] = useState<NewRecordWish>();
  const create = useCallback((next: NewRecordWish) => setWish(next), []);
  return (
    <CreateRecordProvider value={create}>
      {children}
      {wish ? (
        <Suspense fallback={null}>
          <QuickCreate wish={wish} onClose={() => setWish(undefined)} />
        </Suspense>
      ) : null}
    </CreateRecordProvider>
  );
}
