import type { Words } from './types.ts';

/** One item of a selection, as it is written. */
export interface SelectedName {
  /** Name of the entity that has it, as it is called today. */
  readonly entity: string;
  readonly name: string;
  /** What it is called today. */
  readonly today: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** What is selected inside it. */
  readonly inside: readonly SelectedName[];
}

/** The names of `id,account(name)`. Of a text that is no selection, what could be understood. */
export function readSelect(text: string, entity: string, words: Words): readonly SelectedName[] {
  const tokens = [...text.matchAll(/[A-Za-z][A-Za-z0-9]*|[(),]/g)];
  let at = 0;
  const list = (targets: readonly string[], depth: number): SelectedName[] => {
    const items: SelectedName[] = [];
    while (at < tokens.length) {
      const { 0: token, index } = tokens[at] ?? { 0: '', index: 0 };
      at++;
      if (token === ')') return items;
      if (token === ',' || token === '(') continue;
      const owner = targets.find((each) => memberOf(words, each, token) !== undefined) ?? targets[0] ?? '';
      const member = memberOf(words, owner, token);
      const nested = tokens[at]?.[0] === '(' && depth < deepest;
      if (nested) at++;
      const inside = nested ? list(member?.targets ?? [], depth + 1) : [];
      const entityName = words.get(owner)?.name ?? owner;
      const place = { start: index, end: index + token.length };
      items.push({ entity: entityName, name: token, today: member?.name ?? token, ...place, inside });
    }
    return items;
  };
  return list([entity], 0);
}

/** Deeper than any selection may go. */
const deepest = 20;

function memberOf(
  words: Words,
  entity: string,
  name: string,
): { name: string; targets: readonly string[] } | undefined {
  const of = words.get(entity);
  const field = of?.fields.get(name);
  if (field) {
    const user = field.type.name === 'user' ? ['user'] : [];
    return { name: field.name, targets: field.relation?.targets ?? (field.children ? [field.children.entity] : user) };
  }
  const inverse = of?.inverses.get(name);
  return inverse && { name: inverse.name, targets: [inverse.entity] };
}
