/**
 * Name in documents and the API (camelCase) to name in Postgres (snake_case).
 * One-to-one, because definition names hold no underscore: every capital becomes `_` and its small letter.
 */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
