/** Who works here. Until people sign in, the administrator that is built into the server. */
export const actor = { id: '00000000-0000-7000-8000-000000000001', name: 'Admin', kind: 'user' } as const;
