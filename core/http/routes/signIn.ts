import { hash } from 'node:crypto';
import { KilnError } from '../../errors/KilnError.ts';
import { hasAdmin } from '../../identity/admins.ts';
import { takeAttempt } from '../../identity/attempts.ts';
import { limits } from '../../identity/limits.ts';
import { type FirstAdmin, setUp } from '../../identity/setup.ts';
import { type ApiRequest, ok, onlyParameters, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';
import { askAuth } from './auth.ts';

const NONE = new Set<string>();

const secret = { type: 'string', minLength: 1, maxLength: 200 };
const parseSetup = createBodyParser<FirstAdmin>(
  {
    token: secret,
    name: { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S' },
    email: { type: 'string', format: 'email', maxLength: 254 },
    password: { type: 'string', maxLength: 200 },
    language: { type: 'string', enum: ['en', 'zh-CN'] },
  },
  ['token', 'name', 'email', 'password'],
);
const parseLink = createBodyParser<{ readonly token: string }>({ token: secret }, ['token']);

/** What the pages before sign-in need. Anybody may ask. */
export const signIn: Routes = {
  '/api/sign-in': {
    async GET({ ctx, workspace, query }) {
      onlyParameters(query, NONE);
      const { oidc, minPassword } = workspace.identity.settings;
      return {
        ...ok(
          JSON.stringify({
            setup: !(await hasAdmin(ctx.run)),
            oidc: oidc ? { label: oidc.label } : null,
            mail: workspace.identity.mailer.sends,
            minPassword,
          }),
        ),
        headers: ['Cache-Control', 'no-store'],
      };
    },
  },
  '/api/setup': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      await limit(request);
      const body = await parseSetup(request);
      const id = await setUp(request.ctx, body, request.workspace.identity.settings.minPassword);
      const credentials = Buffer.from(JSON.stringify({ email: body.email, password: body.password }));
      const { headers = [] } = await askAuth(request, '/api/auth/sign-in/email', credentials);
      return { status: 201, headers, body: JSON.stringify({ id, name: body.name, email: body.email.toLowerCase() }) };
    },
  },
  '/api/link': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      await limit(request);
      const { token } = await parseLink(request);
      return { ...ok(await personOfLink(request, token)), headers: ['Cache-Control', 'no-store'] };
    },
  },
};

/** Whom a link of an invitation or a reset is for. Throws KILN_NOT_FOUND for one that does not work, or no longer. */
async function personOfLink({ ctx }: ApiRequest, token: string): Promise<string> {
  const [row] = await ctx.run.query({
    text: `select json_build_object('name', u.name, 'email', u.email, 'language', u.language,
        'invitation', not exists (select from auth."account" a where a."userId" = v."value"))::text
      from auth."verification" v join data."user" u on u.id = v."value"::uuid and u.active and u.deleted_at is null
      where v."identifier" = $1 and v."expiresAt" > now()`,
    values: [hash('sha256', `reset-password:${token}`, 'base64url')],
  });
  if (row?.[0]) return row[0];
  throw new KilnError('KILN_NOT_FOUND', { detail: 'This link does not work, or no longer. Ask for a new one.' });
}

async function limit({ ctx, client }: ApiRequest): Promise<void> {
  const wait = await takeAttempt(ctx.run, `link from ${client().address}`, limits.address);
  if (wait > 0) throw new KilnError('KILN_TOO_MANY_REQUESTS', { extra: { retryAfter: wait } });
}
