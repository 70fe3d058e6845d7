import { isObject, type Json } from '../../lib/json.ts';
import type { Translator } from '../../model/references/createTranslator.ts';
import { entityName, fieldName } from '../../model/references/readers.ts';
import { requestReaders } from '../../model/references/requestReaders.ts';
import type { Reads } from '../../model/references/types.ts';
import type { ApiRequest, JsonBody } from '../answer.ts';
import type { Query } from '../parseQuery.ts';

/** A request in today's names. `pattern`: of its route. */
export async function translateRequest(
  request: ApiRequest,
  pattern: string,
  translator: Translator,
): Promise<ApiRequest> {
  const entity = translator.text(request.params.entity ?? request.query.entity ?? '', entityName);
  const isAggregate = pattern.endsWith('/aggregate');
  const named = translateQuery(request.query, entity, isAggregate, translator);
  const query = request.query.entity === undefined ? named : { ...named, entity };
  const params = request.params.entity === undefined ? request.params : { ...request.params, entity };
  const translated = { ...request, params, query };
  const translate = bodies[`${request.req.method} ${pattern}`];
  if (!translate) return translated;
  const { value, raw } = await request.json();
  const body: JsonBody = { value: translate(value, entity, translator), raw };
  return { ...translated, json: async () => body };
}

function translateQuery(query: Query, entity: string, isAggregate: boolean, translator: Translator): Query {
  const readers: Readonly<Record<string, Reads>> = { ...requestReaders(entity, isAggregate), field: fieldName(entity) };
  return Object.fromEntries(
    Object.entries(query).map(([name, text]) => {
      const reads = readers[name];
      return [name, reads ? translator.text(text, reads) : text];
    }),
  );
}

type TranslateBody = (body: Json, entity: string, translator: Translator) => Json;

const record: TranslateBody = (body, entity, { values }) =>
  Array.isArray(body) ? body.map((item) => values(entity, item)) : values(entity, body);

const reveal: TranslateBody = (body, entity, { text }) =>
  isObject(body) && typeof body.field === 'string' ? { ...body, field: text(body.field, fieldName(entity)) } : body;

const batch: TranslateBody = (body, _entity, translator) => {
  if (!isObject(body) || !Array.isArray(body.operations)) return body;
  const operations = body.operations.map((operation) => {
    if (!isObject(operation) || typeof operation.entity !== 'string') return operation;
    const entity = translator.text(operation.entity, entityName);
    const values = operation.values === undefined ? {} : { values: translator.values(entity, operation.values) };
    return { ...operation, entity, ...values };
  });
  return { ...body, operations };
};

const bodies: Readonly<Record<string, TranslateBody>> = {
  'POST /api/records/:entity': record,
  'PATCH /api/records/:entity/:id': record,
  'POST /api/records/:entity/:id/reveal': reveal,
  'POST /api/batch': batch,
};
