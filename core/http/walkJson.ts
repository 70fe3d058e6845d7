import type { Json } from '../lib/json.ts';

/** `path` is one array that changes as the walk goes on: copy it to keep it. */
export interface JsonVisitor {
  /** Before the items of an array or object. */
  enter?(path: readonly (string | number)[]): void;
  /** For each key of an object; `path` ends with it. */
  key?(key: string, path: readonly (string | number)[]): void;
  leaf(value: string | number | boolean | null, path: readonly (string | number)[]): void;
}

/** Visits every value of a JSON document, depth first. Visitors of foreign documents bound the depth in `enter`. */
export function walkJson(root: Json, visitor: JsonVisitor): void {
  const path: (string | number)[] = [];
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) {
      visitor.leaf(value, path);
      return;
    }
    visitor.enter?.(path);
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        path.push(index);
        visit(value[index] ?? null);
        path.pop();
      }
      return;
    }
    for (const key of Object.keys(value)) {
      path.push(key);
      visitor.key?.(key, path);
      visit(value[key] ?? null);
      path.pop();
    }
  };
  visit(root);
}
