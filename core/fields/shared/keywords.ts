/** Options of fields whose value a person or a default sets. */
export const written = ['default', 'x-default'] as const;
/** Options of fields whose column an ordinary index can order. */
export const indexed = ['x-index', 'x-unique'] as const;
export const lengths = ['minLength', 'maxLength', 'pattern'] as const;
export const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;
export const counts = ['minItems', 'maxItems'] as const;
