/** What one may do with the records of an entity. */
export const rights = ['create', 'read', 'update', 'delete', 'export', 'import', 'share', 'transfer'] as const;

/** What one may do beyond records. */
export const systemRights = ['studio', 'roles', 'users', 'audit', 'plugins', 'workflows', 'tokens'] as const;
