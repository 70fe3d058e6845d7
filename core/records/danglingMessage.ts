/** Said of a relation at its place in the request. */
export const danglingMessage = 'points at a record that does not exist or is in the recycle bin';
