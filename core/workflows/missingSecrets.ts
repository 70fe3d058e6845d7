import type { Queryable } from '../db/types.ts';
import { toPointer } from '../definitions/pointer.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Model } from '../model/types.ts';

/** A place in a workflow that names a secret. */
export interface SecretPlace {
  readonly workflow: string;
  readonly package: string;
  /** JSON pointer into its document. */
  readonly pointer: string;
  readonly secret: string;
}

/**
 * Where some workflows name secrets that nobody has set yet. They may be set later, so that is no fault of the
 * document.
 */
export async function missingSecrets(
  run: Queryable,
  model: Model,
  workflows: ReadonlySet<string>,
): Promise<SecretPlace[]> {
  const named = model.definitions.flatMap(({ kind, name, package: owner, document }) =>
    kind === 'workflow' && workflows.has(name)
      ? secretsIn(document).map(({ path, secret }) => {
          return { workflow: name, package: owner, pointer: toPointer(path), secret };
        })
      : [],
  );
  if (named.length === 0) return [];
  const rows = await run.query({
    text: 'select name from kiln.workflow_secret where name = any($1::text[])',
    values: [[...new Set(named.map(({ secret }) => secret))]],
    readOnly: true,
  });
  const known = new Set(rows.flat());
  return named.filter(({ secret }) => !known.has(secret));
}

type Path = readonly (string | number)[];
interface Found {
  readonly path: Path;
  readonly secret: string;
}

/** Of signatures of calls from outside, and of requests. */
function secretsIn({ trigger, steps }: JsonObject): Found[] {
  const hmac = isObject(trigger) && isObject(trigger.hmac) ? trigger.hmac.secret : undefined;
  const signed = typeof hmac === 'string' ? [{ path: ['trigger', 'hmac', 'secret'], secret: hmac }] : [];
  return [...signed, ...inSteps(steps ?? [], ['steps'])];
}

function inSteps(value: Json, path: Path): Found[] {
  return membersOf(value).flatMap(([key, item]) => {
    if (key !== 'with') return inSteps(item, [...path, key]);
    return isObject(value) && value.do === 'http' ? inRequest(item, [...path, key]) : [];
  });
}

function inRequest(value: Json, path: Path): Found[] {
  if (isObject(value) && typeof value.$secret === 'string')
    return [{ path: [...path, '$secret'], secret: value.$secret }];
  return membersOf(value).flatMap(([key, item]) => inRequest(item, [...path, key]));
}

function membersOf(value: Json): (readonly [string | number, Json])[] {
  if (Array.isArray(value)) return [...value.entries()];
  return isObject(value) ? Object.entries(value) : [];
}
