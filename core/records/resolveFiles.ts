import type { Ctx } from '../context/types.ts';
import type { Fault } from '../errors/KilnError.ts';
import { acceptedTypes } from '../files/acceptedTypes.ts';
import { acceptsType } from '../files/acceptsType.ts';
import { claimFiles } from '../files/claimFiles.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Entity, Field } from '../model/types.ts';
import { fileFields } from './entityOf.ts';

/**
 * The records with the values of file fields as the server knows them: of what a client says of a file only the id counts.
 * One statement, whatever the number of files. `faults` gets files that do not exist or that the field does not take.
 */
export async function resolveFiles(
  ctx: Ctx,
  entity: Entity,
  records: readonly JsonObject[],
  pointerOf: (index: number) => string,
  faults: Fault[],
): Promise<readonly JsonObject[]> {
  const fields = fileFields(entity);
  const ids = records.flatMap((values) => fields.flatMap(({ name }) => idsOf(values[name])));
  if (ids.length === 0) return records;
  const known = await claimFiles(ctx.run, ids);
  const resolve = (field: Field, value: Json, pointer: string): Json => {
    const file = known.get(idsOf(value)[0] ?? '');
    const message = faultOf(field, file);
    if (message !== undefined) faults.push({ pointer, message });
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

function idsOf(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(idsOf);
  return isObject(value) && typeof value.id === 'string' ? [value.id.toLowerCase()] : [];
}

function faultOf(field: Field, file: StoredFile | undefined): string | undefined {
  if (!file) return 'is no uploaded file; a file that no record refers to is kept for a day';
  const accepted = acceptedTypes(field);
  if (accepted && !acceptsType(accepted, file.type)) return `must be ${accepted.join(' or ')}, not ${file.type}`;
  const { 'x-maxBytes': most = Infinity } = field.schema;
  return file.size > most ? `has ${file.size} bytes; at most ${most} are taken here` : undefined;
}
