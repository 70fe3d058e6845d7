import type { Actor } from '../context/types.ts';

/** Who asks where nobody has to sign in. May do nothing. */
export const nobody: Actor = {
  kind: 'user',
  id: '00000000-0000-7000-8000-000000000000',
  name: '',
  roles: [],
  facts: {},
};
