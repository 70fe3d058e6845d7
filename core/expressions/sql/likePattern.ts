/** Text in which LIKE sees no wildcards. */
export function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
