import { fault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { changeUser, type UserChange } from '../../identity/changeUser.ts';
import { type Invitation, inviteUser } from '../../identity/inviteUser.ts';
import { listUsers } from '../../identity/listUsers.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { resetSecondFactor, resetUserPassword } from '../../identity/resetUser.ts';
import { signOutUser } from '../../identity/signOutUser.ts';
import { isUuid } from '../../query/bind.ts';
import { parseLimit } from '../../query/parseList.ts';
import { requestLimits } from '../../query/requestLimits.ts';
import { type ApiRequest, ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';
import { originOf } from '../originOf.ts';
import type { Query } from '../parseQuery.ts';

const NONE = new Set<string>();
const LIST = new Set(['limit', 'after', 'search', 'role', 'id']);

const name = { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S' };
const email = { type: 'string', format: 'email', maxLength: 254 };
const roles = { type: 'array', items: { type: 'string', maxLength: 100 }, maxItems: 100, uniqueItems: true };
const language = { type: 'string', enum: ['en', 'zh-CN'] };

const team = { type: 'string', format: 'uuid' };

const parseInvitation = createBodyParser<Invitation>({ name, email, roles, language, team }, [
  'name',
  'email',
  'roles',
]);
const parseChange = createBodyParser<UserChange>({ name, email, roles, active: { type: 'boolean' } }, []);

/** People who sign in, for whoever administers them. Their other fields are those of the record: /api/records/user. */
export const users: Routes = {
  '/api/users': {
    async GET({ ctx, query }) {
      requireRight(ctx, 'users');
      onlyParameters(query, LIST);
      return ok(await listUsers(ctx, pageOf(query)));
    },
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ctx, workspace } = request;
      requireRight(ctx, 'users');
      const invited = await inviteUser(ctx, workspace.identity, await parseInvitation(request), linkOrigin(request));
      return { status: 201, headers: ['Cache-Control', 'no-store'], body: JSON.stringify(invited) };
    },
  },
  '/api/users/:id': {
    async PATCH(request) {
      onlyParameters(request.query, NONE);
      requireRight(request.ctx, 'users');
      await changeUser(request.ctx, param(request, 'id'), await parseChange(request));
      return { status: 204 };
    },
  },
  '/api/users/:id/reset-password': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ctx, workspace } = request;
      const sent = await resetUserPassword(ctx, workspace.identity, param(request, 'id'), linkOrigin(request));
      return { status: 200, headers: ['Cache-Control', 'no-store'], body: JSON.stringify(sent) };
    },
  },
  '/api/users/:id/reset-second-factor': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      await resetSecondFactor(request.ctx, param(request, 'id'));
      return { status: 204 };
    },
  },
  '/api/users/:id/sign-out': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      return ok(JSON.stringify({ sessions: await signOutUser(request.ctx, param(request, 'id')) }));
    },
  },
};

function linkOrigin(request: ApiRequest): string {
  return request.workspace.identity.settings.url ?? originOf(request);
}

function pageOf({ limit, after, search, role, id }: Query): Parameters<typeof listUsers>[1] {
  const count = parseLimit(limit, requestLimits.page, 100);
  if (after !== undefined && !isUuid(after)) {
    throw new KilnError('KILN_BAD_CURSOR', { errors: [fault('after', 'format', { form: 'uuid' })] });
  }
  if (id !== undefined && !isUuid(id)) {
    throw new KilnError('KILN_BAD_QUERY', { errors: [fault('id', 'format', { form: 'uuid' })] });
  }
  return {
    limit: count,
    ...(after ? { after } : {}),
    ...(search ? { search } : {}),
    ...(role ? { role } : {}),
    ...(id ? { id } : {}),
  };
}
