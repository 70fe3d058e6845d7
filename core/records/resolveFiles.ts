import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { acceptedTypes } from '../files/acceptedTypes.ts';
import { acceptsType } from '../files/acceptsType.ts';
import { type ClaimedFile, claimFiles } from '../files/claimFiles.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Entity, Field } from '../model/types.ts';
import { fileFields } from './entityOf.ts';
import { readableFiles } from './readableFiles.ts';

/**
 * The records with the values of file fields as the server knows them: of what a client says of a file only the id
 * counts. As many statements for many files as for one. `faults` gets files that do not exist, that the field does not
 * take, or that are none of the actor's business: else a record would show what its writer may not read. `before`: the
 * only record, as it is.
 */
export async function resolveFiles(
  ctx: Ctx,
  entity: Entity,
  records: readonly JsonObject[],
  pointerOf: (index: number) => string,
  faults: Fault[],
  before: JsonObject = {},
): Promise<readonly JsonObject[]> {
  const fields = fileFields(entity);
  const ids = records.flatMap((values) => fields.flatMap(({ name }) => idsOf(values[name])));
  if (ids.length === 0) return records;
  const { claimed, allowed } = await takeFiles(ctx, ids);
  const resolve = (field: Field, value: Json, pointer: string): Json => {
    const [id = ''] = idsOf(value);
    const mayTake = allowed.has(id) || idsOf(before[field.name]).includes(id);
    const file = mayTake ? claimed.get(id)?.file : undefined;
    const wrong = faultOf(field, file, pointer);
    if (wrong) faults.push(wrong);
    return file ? { ...file } : null;
  };
  return records.map((values, index) => {
    const resolved = { ...values };
    for (const field of fields) {
      const value = values[field.name];
      const pointer = `${pointerOf(index)}/${field.name}`;
      if (Array.isArray(value)) {
        resolved[field.name] = value.map((item, place) => resolve(field, item, `${pointer}/${place}`));
      } else if (isObject(value)) resolved[field.name] = resolve(field, value, pointer);
    }
    return resolved;
  });
}

/**
 * The files, kept for the records, and which of them the actor may hand on: what they uploaded and no record holds, and
 * what they may read. Also where the model acts in their name: ids come from them all the same.
 */
async function takeFiles(ctx: Ctx, ids: readonly string[]): Promise<Taken> {
  const claimed = await claimFiles(ctx.run, ids);
  const asker = ctx.as(ctx.actor);
  const idsWhere = (holds: (each: ClaimedFile) => boolean) =>
    [...claimed].flatMap(([id, each]) => (holds(each) ? id : []));
  if (asker.access.unlimited) return { claimed, allowed: new Set(claimed.keys()) };
  const isMine = ({ by }: ClaimedFile) => by === ctx.actor.id;
  const loose = idsWhere((each) => isMine(each) && each.isLoose);
  const readable = await idsOfReadable(
    asker,
    idsWhere((each) => !(isMine(each) && each.isLoose)),
  );
  const letGo = idsWhere((each) => isMine(each) && !each.isLoose && !readable.has(each.file.id));
  const held = await idsOfReadable(asker.sudo(), letGo);
  return { claimed, allowed: new Set([...loose, ...readable, ...letGo.filter((id) => !held.has(id))]) };
}

interface Taken {
  readonly claimed: ReadonlyMap<string, ClaimedFile>;
  readonly allowed: ReadonlySet<string>;
}

async function idsOfReadable(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(ids.length > 0 ? (await readableFiles(ctx, ids)).map(({ id }) => id) : []);
}

function idsOf(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(idsOf);
  return isObject(value) && typeof value.id === 'string' ? [value.id.toLowerCase()] : [];
}

function faultOf(field: Field, file: StoredFile | undefined, pointer: string): Fault | undefined {
  if (!file) return fault(pointer, 'fileGone', {});
  const { type, size } = file;
  const accepted = acceptedTypes(field);
  if (accepted && !acceptsType(accepted, type)) return fault(pointer, 'fileType', { accepted: [...accepted], type });
  const { 'x-maxBytes': limit = Infinity } = field.schema;
  return size > limit ? fault(pointer, 'fileSize', { size, limit }) : undefined;
}
