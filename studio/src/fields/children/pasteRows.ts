import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { readText } from '../readText.ts';

/** Ids of related records by what they are called, in small letters; for each relation column by its name. */
export type KnownRecords = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Paste {
  readonly rows: readonly JsonObject[];
  /** What a new line starts with. */
  readonly blank: JsonObject;
  /** The columns that people edit, in their order. */
  readonly columns: readonly BrowserField[];
  readonly table: readonly (readonly string[])[];
  /** Where the first cell goes. */
  readonly row: number;
  readonly column: number;
  readonly known: KnownRecords;
}

interface Pasted {
  readonly rows: readonly JsonObject[];
  /** Cells whose text means nothing in their column: these stay as they were. */
  readonly unread: readonly { readonly title: string; readonly text: string }[];
}

/** Puts cells of a spreadsheet into lines, from one cell on to the right and down; lines that are missing are added. */
export function pasteRows({ rows, blank, columns, table, row, column, known }: Paste): Pasted {
  const { fields, body } = targetsOf(columns, table, column);
  const unread: { title: string; text: string }[] = [];
  const result = [...rows];
  body.forEach((cells, index) => {
    const values: Record<string, Json> = { ...(result[row + index] ?? blank) };
    cells.forEach((text, at) => {
      const field = fields[at];
      if (!field) return;
      const value = text.trim() === '' ? null : readCell(field, text, known);
      if (value === undefined) unread.push({ title: field.title, text });
      else values[field.name] = value;
    });
    result[row + index] = values;
  });
  return { rows: result, unread };
}

/** The columns that the cells go into: those from the given one on, or those that the first row names. */
export function targetsOf(
  columns: readonly BrowserField[],
  table: readonly (readonly string[])[],
  column: number,
): { readonly fields: readonly (BrowserField | undefined)[]; readonly body: readonly (readonly string[])[] } {
  const [head = [], ...body] = table;
  const named = head.map((text) => columns.find(({ title }) => title.toLowerCase() === text.trim().toLowerCase()));
  const isHead = body.length > 0 && head.length > 1 && named.filter(Boolean).length >= Math.ceil(head.length / 2);
  return isHead ? { fields: named, body } : { fields: columns.slice(column), body: table };
}

function readCell(field: BrowserField, text: string, known: KnownRecords): Json | undefined {
  if (!field.relation) return readText(field, text);
  return field.relation.kind === 'one' ? known.get(field.name)?.get(text.trim().toLowerCase()) : undefined;
}
