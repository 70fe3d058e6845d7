import type { Finding } from '../../../core/definitions/explainErrors.ts';
import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import { ApiError } from './ApiError.ts';

/** Checks values as the server does, nulls left out. `update`: only what is to change. */
export interface Validators {
  create(values: JsonObject): Finding[];
  update(values: JsonObject): Finding[];
}

/** The validators of an entity, compiled by the server: the browser may not compile code itself. */
export async function loadValidators(entity: string, version: string): Promise<Validators> {
  // The fragment makes another version another module; the server does not see it.
  const url = `/api/model/validators/${encodeURIComponent(entity)}.js#${version}`;
  const module: unknown = await import(/* @vite-ignore */ url);
  return readValidators(module);
}

export function readValidators(module: unknown): Validators {
  return { create: read(module, 'create'), update: read(module, 'update') };
}

type Compiled = ((values: JsonObject) => unknown) & { errors?: unknown };

function read(module: unknown, name: string): (values: JsonObject) => Finding[] {
  const validate = typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined;
  if (!isCompiled(validate)) throw new ApiError(200, 'BAD_ANSWER', `The server sent no validator "${name}".`);
  return (values) => {
    if (validate(values) === true) return [];
    return Array.isArray(validate.errors) ? validate.errors.flatMap(toFinding) : [];
  };
}

function isCompiled(value: unknown): value is Compiled {
  return typeof value === 'function';
}

function toFinding(error: unknown): Finding[] {
  if (!isObject(error)) return [];
  const { keyword, instancePath, schemaPath, params, message } = error;
  if (typeof keyword !== 'string' || typeof instancePath !== 'string' || typeof schemaPath !== 'string') return [];
  const said = typeof message === 'string' ? { message } : {};
  return [{ keyword, instancePath, schemaPath, params: isObject(params) ? params : {}, ...said }];
}
