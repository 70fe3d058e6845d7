import type { RuleSource } from '../../compileRule.ts';
import { titleOf } from '../../title.ts';
import type { Field } from '../../types.ts';

/** The conditions of options (`x-options.<value>.when`) as rules: whoever has the value must meet its condition. */
export function optionRules(fields: ReadonlyMap<string, Field>): RuleSource[] {
  return [...fields.values()].flatMap(({ name, schema, type }) =>
    Object.entries(schema['x-options'] ?? {}).flatMap(([value, { when, title }]): RuleSource[] => {
      if (when === undefined) return [];
      // CEL and JSON share their escapes.
      const text = JSON.stringify(value);
      return [
        {
          when: type.name === 'multiSelect' ? `${text} in ${name}` : `${name} == ${text}`,
          check: when,
          require: [],
          forbid: [],
          ranges: [],
          option: { field: name, value, title: title ?? titleOf(value) },
        },
      ];
    }),
  );
}
