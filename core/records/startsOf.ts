import type { CheckedExpression } from '../expressions/check.ts';
import type { Entity, Field, Model, Move, Workflow } from '../model/types.ts';

/** What a write of a record does that may start workflows. A record that is purged is deleted, if it was not before. */
export type StartingAction = 'created' | 'updated' | 'deleted' | 'restored';

/** A workflow that a write starts where its conditions hold. */
export interface RecordStart {
  readonly workflow: Workflow;
  /** As runs know it: `trigger.on`. */
  readonly on: string;
  /** Names of fields of which an update has to change one. Empty: any. */
  readonly watch: readonly string[];
  readonly when?: CheckedExpression;
  /** Only records that were made with this form. */
  readonly form?: string;
  /** Only one of these ways of a field from one value to another. */
  readonly moved?: { readonly field: Field; readonly moves: readonly Move[] };
}

/** The workflows that such a write of the entity may start, in the order of their names. */
export function startsOf(model: Model, entity: Entity, action: StartingAction): RecordStart[] {
  const own = [...model.workflows.values()].flatMap((workflow) => ownStart(workflow, entity, action) ?? []);
  return action === 'updated' ? [...own, ...moveStarts(model, entity)] : own;
}

function ownStart(workflow: Workflow, entity: Entity, action: StartingAction): RecordStart | undefined {
  const { trigger, enabled } = workflow;
  if (!enabled) return undefined;
  switch (trigger.on) {
    case 'record.created':
    case 'record.updated':
    case 'record.deleted':
    case 'record.restored': {
      if (trigger.entity !== entity.name || trigger.on !== `record.${action}`) return undefined;
      const when = trigger.when ? { when: trigger.when.expression } : {};
      return { workflow, on: trigger.on, watch: trigger.watch, ...when };
    }
    case 'form':
      return action === 'created' && trigger.entity === entity.name
        ? { workflow, on: 'form', watch: [], form: trigger.form }
        : undefined;
    default:
      return undefined;
  }
}

/** What transitions of fields start. */
function moveStarts(model: Model, entity: Entity): RecordStart[] {
  return entity.stateful.flatMap((field) => {
    const moves = field.transitions?.moves ?? [];
    const names = new Set(moves.flatMap(({ run }) => run ?? []));
    return [...names].flatMap((name) => {
      const workflow = model.workflows.get(name);
      if (!workflow?.enabled) return [];
      const moved = { field, moves: moves.filter(({ run }) => run === name) };
      return [{ workflow, on: 'transition', watch: [field.name], moved }];
    });
  });
}
