import type { ErrorCode } from '../../errors/codes.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { createTranslator, type Translator } from '../../model/references/createTranslator.ts';
import { nameAsGrouped, nameAsSelected } from '../../model/references/nameAsAsked.ts';
import type { OldName } from '../../model/references/oldNames.ts';
import { readSelect } from '../../model/references/readSelect.ts';
import { wordsWith } from '../../model/references/wordsWith.ts';
import type { Answer, ApiRequest } from '../answer.ts';
import { translateRequest } from './translateRequest.ts';

/** Refusals that an old name may be the reason of. */
const doubtful: ReadonlySet<ErrorCode> = new Set([
  'KILN_NOT_FOUND',
  'KILN_BAD_QUERY',
  'KILN_BAD_EXPRESSION',
  'KILN_INVALID',
]);

type Handle = (request: ApiRequest) => Promise<Answer>;

/**
 * Answers a request for records that names something as it was called before. Such a request is refused, and was
 * written in one transaction, so that nothing has happened: it is tried once more in today's names. What is asked for
 * under an old name is answered under it, and headers say until when it will be understood and what the request should
 * be. Costs other requests nothing; those with a condition, where options were renamed, a look at its text.
 */
export function withOldNames(request: ApiRequest, pattern: string, handle: Handle): Promise<Answer> {
  return request.ctx.oldNames.length === 0 ? handle(request) : understood(request, pattern, handle);
}

async function understood(request: ApiRequest, pattern: string, handle: Handle): Promise<Answer> {
  const { oldNames } = request.ctx;
  // A value that no record has any more is no mistake: nothing would be refused.
  const { where } = request.query;
  if (where !== undefined && oldNames.some(({ name, target }) => target.what === 'option' && where.includes(name))) {
    return (await answerOld(request, pattern, handle)) ?? handle(request);
  }
  try {
    return await handle(request);
  } catch (error) {
    if (!(error instanceof KilnError) || !doubtful.has(error.code)) throw error;
    const answer = await answerOld(request, pattern, handle);
    if (!answer) throw error;
    return answer;
  }
}

/** Undefined when the request has no old name in it. */
async function answerOld(request: ApiRequest, pattern: string, handle: Handle): Promise<Answer | undefined> {
  const { oldNames, access } = request.ctx;
  const now = Date.now();
  const known = oldNames.filter(({ until }) => until > now);
  // Of what the actor may not see, no old name tells.
  const translator = createTranslator(wordsWith(access.model.entities, known), known);
  const translated = await translateRequest(request, pattern, translator);
  if (translator.used.size === 0) return undefined;
  const answer = await handle(translated);
  const headers = [...(answer.headers ?? []), ...deprecation([...translator.used], translated, pattern)];
  return { ...answer, headers, ...renamedBody(answer, request, translated, translator) };
}

function renamedBody(
  { body, status }: Answer,
  asked: ApiRequest,
  { params, query }: ApiRequest,
  { words }: Translator,
): Pick<Answer, 'body'> {
  if (typeof body !== 'string' || status !== 200) return {};
  const rename = (name: (data: Json) => Json): Pick<Answer, 'body'> => {
    const parsed: Json = JSON.parse(body);
    const isList = isObject(parsed) && Array.isArray(parsed.data);
    return { body: JSON.stringify(isList ? { ...parsed, data: name(parsed.data ?? []) } : name(parsed)) };
  };
  if (query.select !== asked.query.select && asked.query.select !== undefined) {
    const selected = readSelect(asked.query.select, params.entity ?? '', words);
    return rename((data) => nameAsSelected(data, selected));
  }
  const [given, today] = [itemsOf(asked), itemsOf({ query })];
  if (given.join() === today.join()) return {};
  return rename((data) => nameAsGrouped(data, new Map(today.map((item, index) => [item, given[index] ?? item]))));
}

function itemsOf({ query }: Pick<ApiRequest, 'query'>): string[] {
  return [query.group, query.measure].flatMap((text) => text?.split(',').map((item) => item.trim()) ?? []);
}

/** RFC 9745 and RFC 8594, of the name that goes first. */
function deprecation(used: readonly OldName[], { params, query }: ApiRequest, pattern: string): string[] {
  const since = Math.min(...used.map(({ renamedAt }) => renamedAt));
  const until = Math.min(...used.map((old) => old.until));
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const text = new URLSearchParams(Object.entries(query)).toString();
  const address = text === '' || text.length > longestLink ? path : `${path}?${text}`;
  return [
    ...['Deprecation', `@${Math.floor(since / 1000)}`],
    ...['Sunset', new Date(until).toUTCString()],
    ...['Link', `<${address}>; rel="successor-version"`],
  ];
}

/** Proxies take headers of 8 KB in all. */
const longestLink = 2_000;
