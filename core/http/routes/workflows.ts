import { wordedFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Workflow } from '../../model/types.ts';
import { hookKey, renewHookKey } from '../../workflows/triggers/hooks/hookKey.ts';
import { listWorkflows } from '../../workflows/triggers/listWorkflows.ts';
import { type ByHand, startByHand } from '../../workflows/triggers/manual/startByHand.ts';
import { type ApiRequest, hasBody, ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';
import { idempotent } from '../idempotent.ts';

const NONE = new Set<string>();
const LOCALE = new Set(['locale']);

/** Workflows: how they do, where they are called from outside, and starting one by hand. */
export const workflows: Routes = {
  '/api/workflows': {
    async GET({ ctx, query }) {
      requireRight(ctx, 'workflows');
      onlyParameters(query, LOCALE);
      return ok(JSON.stringify({ data: await listWorkflows(ctx, query.locale ?? 'en') }));
    },
  },
  '/api/workflows/:name': {
    async GET(request) {
      const { ctx, query } = request;
      onlyParameters(query, LOCALE);
      const workflow = administered(request);
      const [summary] = await listWorkflows(ctx, query.locale ?? 'en', workflow);
      const { version, runAs, trigger } = workflow;
      const hook = trigger.on === 'webhook' ? { hook: await hookKey(ctx, workflow) } : {};
      return ok(JSON.stringify({ ...summary, version, runAs, ...hook }));
    },
  },
  '/api/workflows/:name/hook': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      const workflow = administered(request);
      if (workflow.trigger.on !== 'webhook') {
        throw new KilnError('KILN_CONFLICT', { detail: `${workflow.title} is not called from outside.` });
      }
      return ok(JSON.stringify(await renewHookKey(request.ctx, workflow)));
    },
  },
  '/api/workflows/:name/runs': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      const body = hasBody(request) ? await request.json() : { value: {}, raw: Buffer.alloc(0) };
      const asked = hasBody(request) ? await parseStart(request) : {};
      return idempotent(request, body, async (ctx) => {
        const started = await startByHand(ctx, param(request, 'name'), byHand(ctx.model.workflows, request, asked));
        const [only] = started;
        const answer = asked.ids ? { data: started } : { id: only?.id, state: only?.state };
        return { status: 201, body: JSON.stringify(answer) };
      });
    },
  },
};

interface StartBody {
  readonly record?: { readonly entity: string; readonly id: string };
  readonly ids?: readonly string[];
  readonly input?: JsonObject;
}

const parseStart = createBodyParser<StartBody>(
  {
    record: {
      type: 'object',
      properties: { entity: { type: 'string', maxLength: 100 }, id: { type: 'string', maxLength: 36 } },
      required: ['entity', 'id'],
      additionalProperties: false,
    },
    ids: { type: 'array', minItems: 1, maxItems: 1_000, uniqueItems: true, items: { type: 'string', maxLength: 36 } },
    input: { type: 'object' },
  },
  [],
);

function byHand(
  known: ReadonlyMap<string, Workflow>,
  request: ApiRequest,
  { record, ids = [], input = {} }: StartBody,
): ByHand {
  if (!record) return { ids, input, pointerOf: (index) => `/ids/${index}` };
  if (ids.length > 0) throw bad('/ids', 'Give one record, or the ids of several.');
  const trigger = known.get(param(request, 'name'))?.trigger;
  if (trigger?.on === 'manual' && trigger.entity !== record.entity) {
    throw bad('/record/entity', 'This workflow is not about records of this entity.');
  }
  return { ids: [record.id], input, pointerOf: () => '/record/id' };
}

/** Throws KILN_FORBIDDEN and KILN_NOT_FOUND. */
function administered(request: ApiRequest): Workflow {
  requireRight(request.ctx, 'workflows');
  const name = param(request, 'name');
  const workflow = request.ctx.model.workflows.get(name);
  if (workflow) return workflow;
  throw new KilnError('KILN_NOT_FOUND', { detail: `There is no workflow '${name.slice(0, 60)}'.` });
}

function bad(pointer: string, message: string): KilnError {
  return new KilnError('KILN_INVALID', { errors: [wordedFault(pointer, 'other', message)] });
}
