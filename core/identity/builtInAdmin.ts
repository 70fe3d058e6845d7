/** Acts for KILN_ADMIN_TOKEN where no administrator is named. A user who cannot sign in. */
export const builtInAdmin = { id: '00000000-0000-7000-8000-000000000001', name: 'Admin' } as const;
