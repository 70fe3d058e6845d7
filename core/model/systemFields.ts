/** A field that every record has beside those of its document. */
export interface SystemField {
  readonly name: string;
  /** Name of its field type. */
  readonly type: string;
  readonly title: string;
  readonly required: boolean;
  /** True when clients may write it. */
  readonly writable?: boolean;
}

/** In the order in which they follow the document's fields. */
export const systemFields: readonly SystemField[] = Object.freeze([
  { name: 'id', type: 'id', title: 'ID', required: true },
  { name: 'version', type: 'version', title: 'Version', required: true },
  { name: 'createdAt', type: 'dateTime', title: 'Created at', required: true },
  { name: 'createdBy', type: 'user', title: 'Created by', required: false },
  { name: 'updatedAt', type: 'dateTime', title: 'Updated at', required: true },
  { name: 'updatedBy', type: 'user', title: 'Updated by', required: false },
  { name: 'deletedAt', type: 'dateTime', title: 'Deleted at', required: false },
]);

export const ownerField: SystemField = Object.freeze({
  name: 'ownerId',
  type: 'user',
  title: 'Owner',
  required: false,
  writable: true,
});

/** Names that a field cannot have: system fields, and words that mean something in expressions. */
export const reservedFieldNames: ReadonlySet<string> = new Set([
  ...[...systemFields, ownerField].map((field) => field.name),
  ...[
    'actor',
    'record',
    'data',
    'now',
    'today',
    'true',
    'false',
    'null',
    'in',
    'has',
    'as',
    'break',
    'const',
    'continue',
  ],
  ...[
    'else',
    'for',
    'function',
    'if',
    'import',
    'let',
    'loop',
    'package',
    'namespace',
    'return',
    'var',
    'void',
    'while',
  ],
]);
