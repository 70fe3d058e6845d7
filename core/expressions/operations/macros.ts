export type MacroName = 'all' | 'exists' | 'exists_one' | 'filter' | 'map';

export interface Macro {
  readonly name: MacroName;
  readonly usage: string;
  readonly description: string;
}

/** Forms that give each item of a list a name and look at it. */
export const macros: readonly Macro[] = [
  { name: 'all', usage: 'list.all(x, condition)', description: 'True when the condition is true for every item.' },
  { name: 'exists', usage: 'list.exists(x, condition)', description: 'True when the condition is true for an item.' },
  {
    name: 'exists_one',
    usage: 'list.exists_one(x, condition)',
    description: 'True when the condition is true for exactly one item.',
  },
  { name: 'filter', usage: 'list.filter(x, condition)', description: 'The items for which the condition is true.' },
  { name: 'map', usage: 'list.map(x, value)', description: 'The value made from each item.' },
  {
    name: 'map',
    usage: 'list.map(x, condition, value)',
    description: 'The value made from each item for which the condition is true.',
  },
];
