import type { CheckedExpression } from './check.ts';
import { compileNode } from './evaluation/compileNode.ts';
import { fromValue } from './evaluation/fromValue.ts';
import { limits } from './limits.ts';
import { tooExpensive } from './operations/budget.ts';
import type { Frame } from './operations/types.ts';
import type { CelValue } from './types.ts';
import { type TimeZone, timeZone } from './values/timeZone.ts';
import type { Value } from './values/value.ts';

export interface EvaluateOptions {
  readonly now: Date;
  /** IANA name; decides today(), date(timestamp) and the parts of a timestamp. Default UTC. */
  readonly timeZone?: string;
  /** Default 100,000: about one per operation that macros repeat, and one per 256 characters of text looked at. */
  readonly maxSteps?: number;
}

/** Variables by name in API form: dates as ISO strings, durations as ISO 8601 text. A missing one is null. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * Result of an expression: a timestamp is a Date, a duration is in milliseconds, `toJson` gives the API form.
 * Throws KilnError KILN_TOO_EXPENSIVE beyond the limits, RangeError for an unknown time zone, and nothing else.
 */
export type Evaluator = (variables: Variables, options: EvaluateOptions) => CelValue;

/** Compiles to closures, once; keep the evaluator beside the expression. */
export function compileExpression(expression: CheckedExpression): Evaluator {
  const run = compileNode(expression.root);
  const zones = new LastZone();
  return (variables, options) => fromValue(run(new Evaluation(variables, options, zones)));
}

/** Making a time zone costs far more than using it, and it hardly ever changes. */
class LastZone {
  #name = 'UTC';
  #zone = timeZone('UTC');

  get(name: string): TimeZone {
    if (name !== this.#name) {
      this.#zone = timeZone(name);
      this.#name = name;
    }
    return this.#zone;
  }
}

class Evaluation implements Frame {
  readonly variables: Variables;
  readonly locals: Value[] = [];
  readonly now: Date;
  readonly #zones: LastZone;
  readonly #zoneName: string;
  #steps: number;

  constructor(variables: Variables, options: EvaluateOptions, zones: LastZone) {
    this.variables = variables;
    this.now = options.now;
    this.#zones = zones;
    this.#zoneName = options.timeZone ?? 'UTC';
    this.#steps = options.maxSteps ?? limits.steps;
  }

  get zone(): TimeZone {
    return this.#zones.get(this.#zoneName);
  }

  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw tooExpensive('takes too many steps');
  }
}
