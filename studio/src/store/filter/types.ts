/** A condition as people put it together. What cannot be shown so stays text. */
export type FilterNode = FilterGroup | FilterRule | FilterText;

export interface FilterGroup {
  readonly kind: 'group';
  readonly join: 'and' | 'or';
  /** What it says as a whole must not hold. */
  readonly not: boolean;
  readonly items: readonly FilterNode[];
}

/** `field` `operator` `values`. */
export interface FilterRule {
  readonly kind: 'rule';
  /** `stage`, `account.industry` */
  readonly path: string;
  readonly operator: Operator;
  /** As many as the operator takes. */
  readonly values: readonly FilterValue[];
}

interface FilterText {
  readonly kind: 'text';
  /** CEL */
  readonly source: string;
}

/** A plain value; days from today or from now; who asks; or what is known of who asks, such as `region` or `teamUsers`. */
export type FilterValue =
  | string
  | number
  | boolean
  | { readonly days: number }
  | { readonly me: true }
  | { readonly actor: string };

export type Operator =
  | 'is'
  | 'isNot'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'notContains'
  | 'startsWith'
  | 'endsWith'
  | 'containsCase'
  | 'startsWithCase'
  | 'endsWithCase'
  | 'less'
  | 'atMost'
  | 'greater'
  | 'atLeast'
  | 'between'
  | 'has'
  | 'hasNot'
  | 'hasAny'
  | 'empty'
  | 'notEmpty';
