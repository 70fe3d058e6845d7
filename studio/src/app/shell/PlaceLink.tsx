import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Place } from './createVisits.ts';

interface PlaceLinkProps {
  readonly place: Place;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function PlaceLink({ place: { entity, id, view }, className, children }: PlaceLinkProps) {
  const look = className === undefined ? {} : { className };
  if (id !== undefined) {
    return (
      <Link to="/$entity/$id" params={{ entity, id }} {...look}>
        {children}
      </Link>
    );
  }
  return (
    <Link
      to="/$entity"
      params={{ entity }}
      search={view === undefined ? {} : { view }}
      activeOptions={{ exact: true, includeSearch: true }}
      {...look}
    >
      {children}
    </Link>
  );
}
