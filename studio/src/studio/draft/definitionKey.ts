/** Key of a definition in maps: `entity/contact`. */
export function definitionKey(kind: string, name: string): string {
  return `${kind}/${name}`;
}
