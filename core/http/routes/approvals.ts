import { fault } from '../../errors/fault.ts';
import { type Fault, KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { isUuid } from '../../query/bind.ts';
import { parseLimit } from '../../query/parseList.ts';
import { endAbsence, readAbsence, setAbsence } from '../../workflows/approvals/absence.ts';
import { type ApprovalRequest, actOnApproval } from '../../workflows/approvals/actOnApproval.ts';
import { type ApprovalParams, listApprovals } from '../../workflows/approvals/listApprovals.ts';
import { readApproval } from '../../workflows/approvals/readApproval.ts';
import { approvalActions } from '../../workflows/approvals/standingOf.ts';
import { type Answer, type ApiRequest, ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';
import type { Query } from '../parseQuery.ts';

const LOCALE = new Set(['locale']);
const USER = new Set(['user']);
const LIST = new Set(['mine', 'state', 'entity', 'record', 'limit', 'after', 'locale']);
const states = ['open', 'returned', 'approved', 'rejected', 'expired', 'withdrawn', 'cancelled'] as const;

const parseAction = createBodyParser<ApprovalRequest>(
  {
    do: { enum: [...approvalActions] },
    comment: { type: 'string', maxLength: 5_000 },
    users: { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: 50, uniqueItems: true },
    version: { type: 'integer', minimum: 1 },
  },
  ['do'],
);

interface AbsenceBody {
  readonly from: string;
  readonly to: string;
  readonly deputy: string;
}
const parseAbsence = createBodyParser<AbsenceBody>(
  {
    from: { type: 'string', format: 'date-time' },
    to: { type: 'string', format: 'date-time' },
    deputy: { type: 'string', format: 'uuid' },
  },
  ['from', 'to', 'deputy'],
);

/** What workflows ask people to decide, and who decides while somebody is away. */
export const approvals: Routes = {
  '/api/approvals': {
    async GET({ ctx, query }) {
      onlyParameters(query, LIST);
      return personal(JSON.stringify(await listApprovals(ctx, readParams(query))));
    },
  },
  '/api/approvals/:id': {
    async GET(request) {
      onlyParameters(request.query, LOCALE);
      const { ctx, query } = request;
      return personal(JSON.stringify(await readApproval(ctx, param(request, 'id'), query.locale)));
    },
    async POST(request) {
      onlyParameters(request.query, LOCALE);
      const { ctx, query } = request;
      const id = param(request, 'id');
      await actOnApproval(ctx, id, await parseAction(request));
      return personal(JSON.stringify(await readApproval(ctx, id, query.locale)));
    },
  },
  '/api/absence': {
    async GET(request) {
      return absence(request, whose(request));
    },
    async POST(request) {
      const user = whose(request);
      await setAbsence(request.ctx, user, await parseAbsence(request));
      return absence(request, user);
    },
    async DELETE(request) {
      const user = whose(request);
      await endAbsence(request.ctx, user);
      return { status: 204 };
    },
  },
};

function personal(json: string): Answer {
  return { ...ok(json), headers: ['Cache-Control', 'no-store'] };
}

async function absence({ ctx }: ApiRequest, user: string): Promise<Answer> {
  return personal(JSON.stringify({ absence: await readAbsence(ctx, user) }));
}

/** One's own, or somebody's, by the right to administer users. */
function whose({ ctx, query }: ApiRequest): string {
  onlyParameters(query, USER);
  const { user } = query;
  if (user === undefined || user === ctx.actor.id) return ctx.actor.id;
  requireRight(ctx, 'users');
  if (!isUuid(user)) throw new KilnError('KILN_BAD_QUERY', { errors: [fault('user', 'format', { form: 'uuid' })] });
  return user.toLowerCase();
}

function readParams(query: Query): ApprovalParams {
  const errors: Fault[] = [];
  const { entity, record, after, locale } = query;
  for (const [name, value] of Object.entries({ record, after })) {
    if (value !== undefined && !isUuid(value)) errors.push(fault(name, 'format', { form: 'uuid' }));
  }
  const known = query.state?.split(',').flatMap((word) => {
    const state = states.find((each) => each === word);
    if (state === undefined) errors.push(fault('state', 'option', { options: [...states] }));
    return state ?? [];
  });
  const mine = mineOf(query.mine);
  if (query.mine !== undefined && mine === undefined) {
    errors.push(fault('mine', 'option', { options: ['open', 'decided', 'sent'] }));
  }
  const limit = parseLimit(query.limit, 200, 50, errors);
  if (errors.length > 0) throw new KilnError('KILN_BAD_QUERY', { errors });
  return {
    limit,
    ...(mine === undefined ? {} : { mine }),
    ...(known === undefined ? {} : { states: known }),
    ...(entity === undefined ? {} : { entity }),
    ...(record === undefined ? {} : { record }),
    ...(after === undefined ? {} : { after }),
    ...(locale === undefined ? {} : { locale }),
  };
}

function mineOf(word: string | undefined): ApprovalParams['mine'] {
  if (word === 'true') return 'open';
  return word === 'open' || word === 'decided' || word === 'sent' ? word : undefined;
}
