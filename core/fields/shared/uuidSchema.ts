import { deepFreeze } from '../../lib/deepFreeze.ts';

/** The pattern is there because the format alone takes `urn:uuid:…`, which Postgres refuses. */
export const uuidSchema = deepFreeze({
  type: 'string',
  format: 'uuid',
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
});
