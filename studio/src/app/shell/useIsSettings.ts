import { useLocation } from '@tanstack/react-router';
import { useEntity } from '../ModelContext.tsx';

/** True on the pages of the settings and the Studio, and on those of entities that stand among them (users, teams). */
export function useIsSettings(): boolean {
  const [first = ''] = useLocation().pathname.split('/').filter(Boolean);
  return (useEntity(first)?.settings ?? false) || first === 'settings' || first === 'studio';
}
