import type { JsonObject } from '../../../core/lib/json.ts';
import type { FormTab } from '../../../core/model/types.ts';

/** What a form's conditions say at one moment. */
export interface Conditions {
  /** Names of fields. */
  readonly hidden: ReadonlySet<string>;
  /** Keys of sections, see sectionKey. */
  readonly hiddenSections: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
}

/** A condition compiled once; false also when it cannot be told. */
export type Condition = (values: JsonObject) => boolean;

type Target = keyof Conditions;

/** All conditions of a layout, compiled; the function given back evaluates them over the values of a record. */
export function compileConditions(
  tabs: readonly FormTab[],
  compile: (source: string) => Condition,
): (values: JsonObject) => Conditions {
  const items: { target: Target; name: string; holds: Condition }[] = [];
  const add = (target: Target, name: string, source: string | undefined, negate = false) => {
    if (source === undefined) return;
    const condition = compile(source);
    items.push({ target, name, holds: negate ? (values) => !condition(values) : condition });
  };
  tabs.forEach((tab, tabIndex) => {
    tab.sections.forEach((section, index) => {
      add('hiddenSections', sectionKey(tabIndex, index), section.showWhen, true);
      for (const { field, showWhen, requireWhen, readOnlyWhen } of section.fields) {
        add('hidden', field, showWhen, true);
        add('required', field, requireWhen);
        add('readOnly', field, readOnlyWhen);
      }
    });
  });

  return (values) => {
    const result = { hidden: set(), hiddenSections: set(), required: set(), readOnly: set() };
    for (const { target, name, holds } of items) if (holds(values)) result[target].add(name);
    return result;
  };
}

export function sectionKey(tab: number, section: number): string {
  return `${tab}.${section}`;
}

/** The earlier of two equal results, so that what depends on it need not be done again. */
export function sameConditions(before: Conditions, after: Conditions): Conditions {
  const isSame = (target: Target) =>
    before[target].size === after[target].size && [...after[target]].every((name) => before[target].has(name));
  return isSame('hidden') && isSame('hiddenSections') && isSame('required') && isSame('readOnly') ? before : after;
}

function set(): Set<string> {
  return new Set<string>();
}
