import type { Fault } from '../errors/KilnError.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import type { ChangeOptions } from './changeLayers.ts';

/** `document` null: this installation's own document of that name goes. */
export interface DefinitionEdit {
  readonly kind: string;
  readonly name: string;
  readonly document: JsonObject | null;
}

export interface ChangeSetInput extends ChangeOptions {
  readonly changes: readonly DefinitionEdit[];
}

const maxChanges = 1_000;
const maxMessage = 2_000;
const known = new Set(['changes', 'message', 'dryRun', 'acceptDataLoss']);

/** A change-set as it came from outside. Throws KILN_INVALID with every fault. */
export function parseChangeSet(body: unknown): ChangeSetInput {
  const faults: Fault[] = [];
  const fault = (pointer: string, message: string) => void faults.push({ pointer, message });
  if (!isObject(body)) {
    fault('', 'A change-set is an object: {"changes": [{"kind", "name", "document"}], "message"}.');
    throw new KilnError('KILN_INVALID', { errors: faults });
  }
  for (const key of Object.keys(body)) if (!known.has(key)) fault(`/${key}`, `"${key}" is not part of a change-set.`);
  const { message, dryRun, acceptDataLoss, changes } = body;
  if (message !== undefined && typeof message !== 'string') fault('/message', 'The message is a text.');
  if (typeof message === 'string' && message.length > maxMessage) {
    fault('/message', `The message has at most ${maxMessage} characters.`);
  }
  if (dryRun !== undefined && typeof dryRun !== 'boolean') fault('/dryRun', 'dryRun is true or false.');
  if (acceptDataLoss !== undefined && typeof acceptDataLoss !== 'boolean') {
    fault('/acceptDataLoss', 'acceptDataLoss is true or false.');
  }
  const edits = parseEdits(changes, fault);
  if (faults.length > 0) throw new KilnError('KILN_INVALID', { errors: faults });
  return {
    changes: edits,
    message: typeof message === 'string' ? message : '',
    dryRun: dryRun === true,
    acceptDataLoss: acceptDataLoss === true,
  };
}

function parseEdits(changes: unknown, fault: (pointer: string, message: string) => void): DefinitionEdit[] {
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > maxChanges) {
    fault('/changes', `changes is a list of 1 to ${maxChanges} changes.`);
    return [];
  }
  const seen = new Set<string>();
  return changes.flatMap((change: unknown, index): DefinitionEdit[] => {
    const at = `/changes/${index}`;
    if (!isObject(change)) {
      fault(at, 'A change is an object: {"kind", "name", "document"}.');
      return [];
    }
    const { kind, name, document } = change;
    if (typeof kind !== 'string') fault(`${at}/kind`, 'kind is a text such as "entity".');
    if (typeof name !== 'string') fault(`${at}/name`, 'name is the name of the definition.');
    if (document !== null && !isObject(document))
      fault(`${at}/document`, 'document is an object, or null to remove it.');
    if (typeof kind !== 'string' || typeof name !== 'string' || document === undefined) return [];
    if (document !== null && !isObject(document)) return [];
    const key = JSON.stringify([kind, name]);
    if (seen.has(key)) fault(at, `The ${kind} "${name}" is changed twice.`);
    seen.add(key);
    return [{ kind, name, document }];
  });
}
