/** A text as a CEL literal. CEL and JSON share their escapes. */
export function celText(text: string): string {
  return JSON.stringify(text);
}
