import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { userOf } from '../../identity/peopleTables.ts';
import type { JsonObject } from '../../lib/json.ts';
import { systemRights } from '../../model/rights.ts';
import { update } from '../../records/update.ts';
import { ok, onlyParameters, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';

const NONE = new Set<string>();

/** What people may change of themselves, whatever their roles; nothing that a role's condition would rest on. */
const parseProfile = createBodyParser<JsonObject>(
  {
    name: { type: 'string' },
    phone: { type: ['string', 'null'] },
    avatar: { type: ['object', 'null'] },
    language: { type: ['string', 'null'] },
    timeZone: { type: ['string', 'null'] },
  },
  [],
);

/** Who asks, with everything that expressions know of them as `actor`. */
export const me: Routes = {
  '/api/me': {
    async GET({ ctx, query }) {
      onlyParameters(query, NONE);
      const { id, name, kind, roles, facts } = ctx.actor;
      const rights = systemRights.filter((right) => ctx.access.mayUse(right));
      const { grantees: _inside, ...known } = facts;
      const account = await accountOf(ctx);
      return {
        ...ok(JSON.stringify({ id, name, kind, roles, rights, ...account, actor: { ...known, id, name, kind } })),
        headers: ['Cache-Control', 'no-store'],
      };
    },
    async PATCH(request) {
      onlyParameters(request.query, NONE);
      const { ctx } = request;
      if (ctx.actor.kind !== 'user') throw new KilnError('KILN_FORBIDDEN', { detail: 'Only people have a profile.' });
      await update(ctx.sudo(), userOf(ctx.model).name, ctx.actor.id, await parseProfile(request));
      request.workspace.identity.authenticator.forget(ctx.actor.id);
      return { status: 204 };
    },
  },
};

async function accountOf({ run, actor }: Ctx): Promise<object> {
  const [row] = await run.query({
    name: 'my_account',
    text: `select json_build_object('email', u.email, 'language', u.language, 'timeZone', u.time_zone, 'avatar', u.avatar,
        'signsIn', a."id" is not null, 'twoFactor', coalesce(a."twoFactorEnabled", false),
        'hasPassword', exists (
          select from auth."account" c where c."userId" = a."id" and c."providerId" = 'credential'))::text
      from data."user" u left join auth."user" a on a."id" = u.id::text
      where u.id = $1::uuid`,
    values: [actor.id],
    readOnly: true,
  });
  return row?.[0] ? JSON.parse(row[0]) : {};
}
