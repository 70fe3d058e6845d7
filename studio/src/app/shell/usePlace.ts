import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { findEntity } from '../../store/model.ts';
import { useModel } from '../ModelContext.tsx';
import { type Place, placeOf } from './createVisits.ts';

/** Where one is; undefined on pages that nobody comes back to. */
export function usePlace(): Place | undefined {
  const model = useModel();
  const { pathname, search } = useLocation();
  const view = 'view' in search ? search.view : undefined;
  return useMemo(() => {
    const place = placeOf(pathname, view);
    return place && findEntity(model, place.entity) ? place : undefined;
  }, [model, pathname, view]);
}
