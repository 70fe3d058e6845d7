import type { Fault } from '../../../core/errors/KilnError.ts';
import type { JsonObject } from '../../../core/lib/json.ts';
import type { ActorLike } from '../../../core/model/actorVariable.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { browserRules, browserTransitions } from '../../../core/model/browserRules.ts';
import { checkRules } from '../../../core/model/rules.ts';
import { checkMove } from '../../../core/model/transitions.ts';
import type { Move } from '../../../core/model/types.ts';
import { isEmpty } from '../lib/values.ts';

/** Whether a record may go to another state. */
export type Verdict =
  | { readonly is: 'allowed' }
  /** When these fields are filled in. */
  | { readonly is: 'asks'; readonly fields: readonly string[] }
  | { readonly is: 'refused'; readonly faults: readonly Fault[] };

/** How the fields of an entity that are states go from one value to another, for whoever works here. */
export interface StateMoves {
  /** Fields that are states. */
  readonly fields: readonly BrowserField[];
  /**
   * @param before as the server has it; undefined for a new record
   * @param record as it is to be, whole, in API form
   */
  judge(field: BrowserField, before: JsonObject | undefined, record: JsonObject): Verdict;
  /** Fields that have to be filled in for what `record` changes of its states. */
  required(before: JsonObject | undefined, record: JsonObject): readonly string[];
  /** Fields that decide where a record may go. */
  uses(field: BrowserField): readonly string[];
}

const allowed: Verdict = { is: 'allowed' };

export function compileStateMoves(model: BrowserModel, entity: BrowserEntity, actor: ActorLike): StateMoves {
  const transitions = browserTransitions(model, entity);
  const ruled = browserRules(model, entity);
  const fields = entity.fields.filter(({ name }) => transitions.has(name));

  /** The moves that lead where the record goes; none at its beginning. */
  function movesOf(name: string, before: JsonObject | undefined, record: JsonObject): readonly Move[] {
    const from = before?.[name] ?? null;
    if (from === null || from === record[name]) return [];
    const { moves = [] } = transitions.get(name) ?? {};
    return moves.filter(
      ({ from: starts, to }) => to === record[name] && (starts?.some((each) => each === from) ?? true),
    );
  }

  return {
    fields,
    judge({ name, title }, before, record) {
      const states = transitions.get(name);
      if (!states) return allowed;
      const circumstances = { actor, now: new Date() };
      const change = { before, record, roles: undefined, ...circumstances };
      const faults = checkMove(ruled, { name, title, transitions: states }, change);
      if (faults.length === 0) return allowed;
      for (const { rule } of movesOf(name, before, record)) {
        const missing = rule.require.filter((each) => isEmpty(record[each]));
        // What a condition says of a field that is still to be filled in is not known yet.
        const isOpen = missing.some((each) => rule.check?.uses.some((path) => path.split('.')[0] === each));
        if (
          missing.length > 0 &&
          (isOpen || checkRules(ruled, record, circumstances, [{ ...rule, require: [] }]).length === 0)
        )
          return { is: 'asks', fields: missing };
      }
      return { is: 'refused', faults };
    },
    required(before, record) {
      const moves = fields.flatMap(({ name }) => movesOf(name, before, record)[0] ?? []);
      return [...new Set(moves.flatMap(({ rule }) => rule.require))];
    },
    uses({ name }) {
      return [...new Set((transitions.get(name)?.moves ?? []).flatMap(({ rule }) => rule.uses))];
    },
  };
}
