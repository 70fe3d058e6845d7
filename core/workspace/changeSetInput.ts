import { wordedFault } from '../errors/fault.ts';
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

/** A change-set as it came from outside. Throws KILN_INVALID with every fault. */
export function parseChangeSet(body: unknown): ChangeSetInput {
  const faults: Fault[] = [];
  const fault: Report = (pointer, message) => void faults.push(wordedFault(pointer, 'other', message));
  const example = '{"changes": [{"kind", "name", "document"}], "message"}';
  const { changes, ...rest } = parseObject(body, `A change-set is an object: ${example}.`);
  const options = parseOptions(rest, fault);
  const edits = parseEdits(changes, fault);
  if (faults.length > 0) throw new KilnError('KILN_INVALID', { errors: faults });
  return { changes: edits, ...options };
}

/**
 * How to take a change-set back. Nothing said means: do it. What goes is parked, and whoever reverts asks for just that;
 * `acceptDataLoss: false` refuses it all the same.
 */
export function parseRevert(body: unknown): ChangeOptions {
  const faults: Fault[] = [];
  const given = parseObject(body, 'Say {"message", "dryRun", "acceptDataLoss"}, or nothing.');
  const options = parseOptions(given, (pointer, message) => void faults.push(wordedFault(pointer, 'other', message)));
  if (faults.length > 0) throw new KilnError('KILN_INVALID', { errors: faults });
  return { ...options, acceptDataLoss: given.acceptDataLoss !== false };
}

type Report = (pointer: string, message: string) => void;

function parseObject(body: unknown, otherwise: string): JsonObject {
  if (isObject(body)) return body;
  throw new KilnError('KILN_INVALID', { errors: [wordedFault('', 'other', otherwise)] });
}

function parseOptions(given: JsonObject, fault: Report): ChangeOptions {
  const { message, dryRun, acceptDataLoss, ...unknown } = given;
  for (const key of Object.keys(unknown)) fault(`/${key}`, `"${key}" is not part of a change-set.`);
  if (message !== undefined && typeof message !== 'string') fault('/message', 'The message is a text.');
  if (typeof message === 'string' && message.length > maxMessage) {
    fault('/message', `The message has at most ${maxMessage} characters.`);
  }
  if (dryRun !== undefined && typeof dryRun !== 'boolean') fault('/dryRun', 'dryRun is true or false.');
  if (acceptDataLoss !== undefined && typeof acceptDataLoss !== 'boolean') {
    fault('/acceptDataLoss', 'acceptDataLoss is true or false.');
  }
  return {
    message: typeof message === 'string' ? message : '',
    dryRun: dryRun === true,
    acceptDataLoss: acceptDataLoss === true,
  };
}

function parseEdits(changes: unknown, fault: Report): DefinitionEdit[] {
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
