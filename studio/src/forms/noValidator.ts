/** Stands in for a package that must not be part of the application, see vite.config.ts. */
export default undefined;
export const customizeValidator = undefined;
