import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import { ApiError } from './ApiError.ts';

/** One thing that a compiled validator found: JSON pointer, JSON Schema keyword and its limits. */
export interface Finding {
  readonly pointer: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

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
  if (!isObject(error) || typeof error.keyword !== 'string' || typeof error.instancePath !== 'string') return [];
  const params = isObject(error.params) ? error.params : {};
  const missing = error.keyword === 'required' && typeof params.missingProperty === 'string';
  const pointer = missing ? `${error.instancePath}/${params.missingProperty}` : error.instancePath;
  return [{ pointer, keyword: error.keyword, params }];
}
