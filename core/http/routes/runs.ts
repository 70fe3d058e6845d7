import { requireRight } from '../../identity/requireRight.ts';
import type { StepRecord } from '../../workflows/engine/StepRecord.ts';
import { stepIdOf } from '../../workflows/engine/stepKey.ts';
import { type TestRunOptions, testRun } from '../../workflows/engine/testRun.ts';
import { cancelRun } from '../../workflows/runs/cancelRun.ts';
import { getRun, getRunStep } from '../../workflows/runs/getRun.ts';
import { listRuns } from '../../workflows/runs/listRuns.ts';
import { type RetryMany, type RetryOptions, retryRun, retryRuns } from '../../workflows/runs/retryRuns.ts';
import { hasBody, ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';

const NONE = new Set<string>();
const LOCALE = new Set(['locale']);
const FILTERS = new Set(['workflow', 'state', 'entity', 'record', 'since', 'until', 'after', 'limit']);

/** Runs of workflows: what they did, and what becomes of them. */
export const runRoutes: Routes = {
  '/api/runs': {
    async GET({ ctx, query }) {
      onlyParameters(query, FILTERS);
      return ok(await listRuns(ctx, query));
    },
  },
  '/api/runs/retry': {
    async POST(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'workflows');
      onlyParameters(query, NONE);
      const retried = await retryRuns(workspace.workflows.parts, ctx, await parseMany(request));
      return ok(JSON.stringify({ retried }));
    },
  },
  '/api/workflows/test': {
    async POST(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'workflows');
      onlyParameters(query, NONE);
      const given = await parseTest(request);
      const { state, output, error, steps } = await testRun(workspace.workflows.parts, ctx, given);
      return ok(JSON.stringify({ state, output, error, steps: steps.map(stepAnswer), document: given.document }));
    },
  },
  '/api/runs/:id': {
    async GET(request) {
      onlyParameters(request.query, LOCALE);
      return ok(await getRun(request.ctx, param(request, 'id'), request.query.locale));
    },
  },
  '/api/runs/:id/steps/:key': {
    async GET(request) {
      onlyParameters(request.query, NONE);
      return ok(await getRunStep(request.ctx, param(request, 'id'), param(request, 'key')));
    },
  },
  '/api/runs/:id/cancel': {
    async POST(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'workflows');
      onlyParameters(query, NONE);
      await cancelRun(workspace.workflows.parts, ctx, param(request, 'id'));
      return ok(await getRun(ctx, param(request, 'id')));
    },
  },
  '/api/runs/:id/retry': {
    async POST(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'workflows');
      onlyParameters(query, NONE);
      const options = hasBody(request) ? await parseRetry(request) : {};
      await retryRun(workspace.workflows.parts, ctx, param(request, 'id'), options);
      return ok(await getRun(ctx, param(request, 'id')));
    },
  },
};

const version = { enum: ['pinned', 'newest'] };

const parseRetry = createBodyParser<RetryOptions>({ from: { type: 'string', maxLength: 200 }, version }, []);

const parseMany = createBodyParser<RetryMany>(
  {
    ids: { type: 'array', maxItems: 1_000, items: { type: 'string', format: 'uuid' } },
    workflow: { type: 'string', maxLength: 100 },
    state: { const: 'failed' },
    since: { type: 'string', format: 'date-time' },
    version,
  },
  [],
);

const parseTest = createBodyParser<TestRunOptions>(
  {
    document: { type: 'object' },
    record: {
      type: 'object',
      properties: { entity: { type: 'string', maxLength: 100 }, id: { type: 'string', maxLength: 36 } },
      required: ['entity', 'id'],
      additionalProperties: false,
    },
    input: { type: 'object' },
    effects: { type: 'boolean' },
    approvals: { enum: ['approved', 'rejected', 'expired'] },
    waits: { enum: ['met', 'timedOut'] },
  },
  ['document'],
);

/** A step as a stored run shows it. */
function stepAnswer({ key, state, attempts, input, output, error, startedAt, endedAt, compensated }: StepRecord) {
  return { key, id: stepIdOf(key), state, attempts, input, output, error, cut: false, compensated, startedAt, endedAt };
}
