import { saidFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { said } from '../../errors/said.ts';
import { credentialOf } from '../../identity/credentialOf.ts';
import { createToken, listTokens, revokeToken } from '../../identity/tokens.ts';
import { type ApiRequest, flag, ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';

interface TokenBody {
  readonly name: string;
  readonly roles?: readonly string[];
  readonly expiresAt?: string;
}

const NONE = new Set<string>();
const LIST = new Set(['all']);
const parseToken = createBodyParser<TokenBody>(
  {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    roles: { type: 'array', items: { type: 'string', maxLength: 100 }, maxItems: 100, uniqueItems: true },
    expiresAt: { type: 'string', format: 'date-time' },
  },
  ['name'],
);

/** API tokens: one's own, and everybody's for whoever administers them. */
export const tokens: Routes = {
  '/api/tokens': {
    async GET({ ctx, query }) {
      onlyParameters(query, LIST);
      return ok(await listTokens(ctx, { all: flag(query, 'all') }));
    },
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { expiresAt, ...token } = await parseToken(request);
      const date = expiresAt === undefined ? undefined : new Date(expiresAt);
      if (date && date.getTime() <= Date.now()) {
        throw new KilnError('KILN_INVALID', { errors: [saidFault('/expiresAt', said`Must be in the future.`)] });
      }
      const end = await latestEnd(request);
      const until = end && !(date && date < end) ? end : date;
      const created = await createToken(request.ctx, { ...token, ...(until ? { expiresAt: until } : {}) });
      return { status: 201, headers: ['Cache-Control', 'no-store'], body: created };
    },
  },
  '/api/tokens/:id': {
    async DELETE(request) {
      onlyParameters(request.query, NONE);
      const owner = await revokeToken(request.ctx, param(request, 'id'));
      // The news of it reaches the other processes, and this one a moment after the answer.
      request.workspace.identity.authenticator.forget(owner);
      return { status: 204 };
    },
  },
};

/** A token that a token made does not outlive it: else whoever got hold of one for a day would keep what it gives. */
async function latestEnd({ ctx, req, workspace }: ApiRequest): Promise<Date | undefined> {
  const credential = ctx.actor.kind === 'token' ? credentialOf(req.headers) : undefined;
  const known = credential && (await workspace.identity.authenticator.find(credential));
  return known?.expiresAt === undefined ? undefined : new Date(known.expiresAt);
}
