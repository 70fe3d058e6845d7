/** Name of the role that may do everything, whatever the definitions say. */
export const adminRole = 'admin';
