import type { JsonObject } from '../../../../../core/lib/json.ts';
import { freeId } from '../../../store/workflow/stepEdits.ts';
import { allSteps, stepId } from '../../../store/workflow/stepTree.ts';
import type { KnownStepKind } from '../../../workspace/flow/stepLook.ts';

/** What the outcome of a step is called at first: a word that reads well in `steps.found.output`. */
const ids: Readonly<Record<KnownStepKind, string>> = {
  'records.create': 'created',
  'records.update': 'updated',
  'records.delete': 'deleted',
  'records.find': 'found',
  'records.get': 'read',
  approval: 'approval',
  assign: 'assigned',
  notify: 'notified',
  mail: 'mail',
  comment: 'comment',
  if: 'check',
  switch: 'choice',
  forEach: 'each',
  parallel: 'together',
  try: 'attempt',
  wait: 'waited',
  workflow: 'called',
  stop: 'stop',
  set: 'assignment',
  code: 'code',
  http: 'request',
  plugin: 'plugin',
};

interface Around {
  /** The entity that the trigger brings a record of; '' where it brings none. */
  readonly entity: string;
}

/** A step to begin with, of a kind; its id is one that the document does not have. */
export function newStep(document: JsonObject, kind: KnownStepKind, around: Around): JsonObject {
  const taken = new Set(allSteps(document).map(({ step }) => stepId(step)));
  return { id: freeId(ids[kind], taken), ...membersOf(kind, around) };
}

function membersOf(kind: KnownStepKind, { entity }: Around): JsonObject {
  const record: JsonObject = entity === '' ? {} : { entity, id: '${record.id}' };
  switch (kind) {
    case 'if':
      return { if: '', then: [] };
    case 'switch':
      return { switch: '', cases: [{ is: '', steps: [] }] };
    case 'forEach':
      return { forEach: '', as: 'item', steps: [] };
    case 'parallel':
      return { parallel: [branch(1), branch(2)] };
    case 'try':
      return { try: [], catch: [] };
    case 'records.create':
      return { do: kind, with: { values: {} } };
    case 'records.update':
      return { do: kind, with: { ...record, values: {} } };
    case 'records.get':
    case 'records.delete':
    case 'comment':
      return { do: kind, with: record };
    case 'assign':
      return { do: kind, with: { ...record, method: 'roundRobin' } };
    case 'approval':
      return { do: kind, with: { mode: 'any' } };
    case 'wait':
      return { do: kind, with: { for: 'P1D' } };
    default:
      return { do: kind, with: {} };
  }
}

export function branch(number: number): JsonObject {
  return { id: `branch${number}`, steps: [] };
}
