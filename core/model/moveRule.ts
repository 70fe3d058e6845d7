import type { MoveSpec } from '../fields/types.ts';
import type { RuleSource } from './compileRule.ts';

/** What a move demands of the record, as a rule: it says by itself which value cannot be chosen. */
export function moveRule(
  field: string,
  { to, when, require = [], message }: Pick<MoveSpec, 'to' | 'when' | 'require' | 'message'>,
  titles: ReadonlyMap<string, string>,
): RuleSource {
  return {
    ...(when === undefined ? {} : { check: when }),
    require,
    forbid: [],
    ranges: [],
    ...(message === undefined ? {} : { message }),
    option: { field, value: to, title: titles.get(to) ?? to },
  };
}
