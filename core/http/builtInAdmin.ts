import type { Actor } from '../context/types.ts';

/** Who asks while nobody can sign in: the server listens on the loopback interface only. */
export const builtInAdmin: Actor = {
  kind: 'user',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Admin',
  roles: ['admin'],
  facts: {},
};
