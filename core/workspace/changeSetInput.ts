import { wordedFault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Conversions } from '../migrations/conversion.ts';
import { parseConversions } from './parseConversions.ts';

/** `document` null: this installation's own document of that name goes. */
export interface DefinitionEdit {
  readonly kind: string;
  readonly name: string;
  readonly document: JsonObject | null;
}

export interface ChangeOptions {
  readonly message: string;
  /** Says what would happen and changes nothing. */
  readonly dryRun?: boolean;
  readonly acceptDataLoss?: boolean;
  /** Places in other documents that name what was renamed or goes are corrected. Default true. */
  readonly fixes?: boolean;
  readonly conversions?: Conversions;
  /** Only with `dryRun`. */
  readonly preview?: PreviewRequest;
  /**
   * How long to wait for a change that has to be prepared, in milliseconds; at most, and when nothing is said, 25 s.
   */
  readonly waitMs?: number;
}

/** Asks what `GET /api/model?locale=` would say of these entities after the change. */
export interface PreviewRequest {
  readonly locale: string;
  readonly entities: readonly string[];
}

export interface ChangeSetInput extends ChangeOptions {
  readonly changes: readonly DefinitionEdit[];
  /** Version of the model that the changes were made for; absent: whichever there is. */
  readonly base?: string;
}

/** What becomes of members that a later change has changed as well: nothing is done, this or that side counts. */
type RevertChoice = (typeof revertChoices)[number];

export interface RevertOptions extends ChangeOptions {
  readonly conflicts?: RevertChoice;
}

const revertChoices = ['refuse', 'revert', 'keep'] as const;
const maxChanges = 1_000;
const maxMessage = 2_000;
const maxVersion = 200;
const maxPreviewed = 1_000;

/** A change-set as it came from outside. Throws KILN_INVALID with every fault. */
export function parseChangeSet(body: unknown): ChangeSetInput {
  const faults: Fault[] = [];
  const fault: Report = (pointer, message) => void faults.push(wordedFault(pointer, 'other', message));
  const example = '{"changes": [{"kind", "name", "document"}], "message"}';
  const { changes, base, fixes, conversions, preview, ...rest } = parseObject(
    body,
    `A change-set is an object: ${example}.`,
  );
  const options = parseOptions(rest, fault);
  const edits = parseEdits(changes, fault);
  if (base !== undefined && (typeof base !== 'string' || base === '' || base.length > maxVersion)) {
    fault('/base', 'base is the version of the model that the changes were made for.');
  }
  if (fixes !== undefined && typeof fixes !== 'boolean') fault('/fixes', 'fixes is true or false.');
  const converted = conversions === undefined ? undefined : parseConversions(conversions, fault);
  const previewed = preview === undefined ? undefined : parsePreview(preview, fault);
  if (preview !== undefined && !options.dryRun) fault('/preview', 'A preview is made of a dry run only.');
  if (faults.length > 0) throw new KilnError('KILN_INVALID', { errors: faults });
  return {
    changes: edits,
    ...options,
    fixes: fixes !== false,
    ...(typeof base === 'string' ? { base } : {}),
    ...(converted ? { conversions: converted } : {}),
    ...(previewed ? { preview: previewed } : {}),
  };
}

/**
 * How to take a change-set back. Nothing said means: do it. What goes is parked, and whoever reverts asks for just
 * that; `acceptDataLoss: false` refuses it all the same.
 */
export function parseRevert(body: unknown): RevertOptions {
  const faults: Fault[] = [];
  const fault: Report = (pointer, message) => void faults.push(wordedFault(pointer, 'other', message));
  const { conflicts, ...rest } = parseObject(
    body,
    'Say {"message", "dryRun", "acceptDataLoss", "conflicts"}, or nothing.',
  );
  const options = parseOptions(rest, fault);
  const choice = revertChoices.find((each) => each === conflicts);
  if (conflicts !== undefined && !choice) fault('/conflicts', `conflicts is ${revertChoices.join(', ')}.`);
  if (faults.length > 0) throw new KilnError('KILN_INVALID', { errors: faults });
  return { ...options, acceptDataLoss: rest.acceptDataLoss !== false, ...(choice ? { conflicts: choice } : {}) };
}

/** How to bring back what is parked; as a revert, which it is a part of. Throws KILN_INVALID with every fault. */
export function parseRestore(body: unknown): ChangeOptions {
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

/** 1 to 1,000 edits, each of another definition. Tells `fault` what is wrong. */
export function parseEdits(changes: unknown, fault: Report): DefinitionEdit[] {
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

function parsePreview(preview: Json, fault: Report): PreviewRequest | undefined {
  if (!isObject(preview)) {
    fault('/preview', 'preview is an object: {"locale", "entities"}.');
    return undefined;
  }
  const { locale = 'en', entities, ...unknown } = preview;
  for (const key of Object.keys(unknown)) fault(`/preview/${key}`, `"${key}" is not part of a preview.`);
  if (typeof locale !== 'string' || locale.length > 40) fault('/preview/locale', 'locale is a language such as "en".');
  const names = Array.isArray(entities) && entities.length <= maxPreviewed ? entities : [];
  if (names !== entities || !names.every((name) => typeof name === 'string')) {
    fault('/preview/entities', `entities is a list of at most ${maxPreviewed} names.`);
  }
  return {
    locale: typeof locale === 'string' ? locale : 'en',
    entities: names.filter((name) => typeof name === 'string'),
  };
}
