import type { Actor } from './types.ts';

/** Kiln itself: what files and schedules do, and nobody asked for. */
export const systemActor: Actor = {
  kind: 'system',
  id: '00000000-0000-7000-8000-000000000000',
  name: 'Kiln',
  roles: ['admin'],
  facts: {},
};
