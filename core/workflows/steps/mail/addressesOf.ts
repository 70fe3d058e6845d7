import type { Ctx } from '../../../context/types.ts';
import { said } from '../../../errors/said.ts';
import type { Json } from '../../../lib/json.ts';
import { formats } from '../../../model/formats.ts';
import { isUuid } from '../../../query/bind.ts';
import { resolvePeople } from '../../resolvePeople.ts';
import { permanentFailure } from '../permanentFailure.ts';

const longest = 254;

/**
 * Addresses that are meant, each once: those that are written out, and those of active users. What is null or empty is
 * nobody. Throws KILN_STEP_FAILED for a text that is no address.
 */
export async function addressesOf(ctx: Pick<Ctx, 'run' | 'model'>, people: Json | undefined): Promise<string[]> {
  const all = Array.isArray(people) ? people.flat() : [people ?? null];
  const texts = all.flatMap((each) => (typeof each === 'string' && !isUuid(each) ? listed(each) : []));
  for (const text of texts) requireAddress(text);
  const users = await resolvePeople(ctx, all);
  if (users.length === 0) return [...new Set(texts)];
  const rows = await ctx.run.query({
    name: 'addresses_of',
    text: 'select email from data."user" where id = any($1::uuid[]) and email is not null order by id',
    values: [users],
  });
  return [...new Set([...texts, ...rows.map(([email]) => email ?? '')])];
}

/** Throws KILN_STEP_FAILED where it is no address alone: names, lists and line breaks would be read as more than one. */
export function requireAddress(text: string): void {
  const { email } = formats;
  if (text.length <= longest && email instanceof RegExp && email.test(text)) return;
  const shown = JSON.stringify(text.slice(0, 100));
  throw permanentFailure(said`${shown} is no e-mail address.`);
}

/** Several in one text, as people type them. */
function listed(text: string): string[] {
  return text
    .split(/[,;，；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
