import { writeEntries } from '../../audit/writeEntries.ts';
import type { Queryable } from '../../db/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { cancelJob, retryJob } from '../../online/jobStore.ts';
import { listJobs, readJob } from '../../online/listJobs.ts';
import { type Answer, type ApiRequest, ok, onlyParameters, param, type Routes } from '../answer.ts';

const NONE = new Set<string>();

/** Work on the tables that goes on beside everybody's. */
export const jobs: Routes = {
  '/api/jobs': {
    async GET({ ctx, query }) {
      requireRight(ctx, 'studio');
      onlyParameters(query, NONE);
      return ok(`{"data":${await listJobs(ctx.run)}}`);
    },
  },
  '/api/jobs/:id': {
    async GET(request) {
      requireRight(request.ctx, 'studio');
      onlyParameters(request.query, NONE);
      return ok(await find(request));
    },
  },
  '/api/jobs/:id/retry': {
    POST: (request) => decide(request, 'retried', retryJob, 'Only a job that failed or was cancelled is tried again.'),
  },
  '/api/jobs/:id/cancel': {
    POST: (request) => decide(request, 'cancelled', cancelJob, 'The job has ended already.'),
  },
};

/** The job that the path names, as JSON. */
async function find(request: ApiRequest): Promise<string> {
  const found = await readJob(request.ctx.run, param(request, 'id'));
  if (found === undefined) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no job with this id.' });
  return found;
}

/** Answers with the job. */
async function decide(
  request: ApiRequest,
  decision: 'retried' | 'cancelled',
  make: (run: Queryable, id: string) => Promise<boolean>,
  otherwise: string,
): Promise<Answer> {
  const { ctx, workspace, query } = request;
  requireRight(ctx, 'studio');
  onlyParameters(query, NONE);
  const id = param(request, 'id');
  const found = await find(request);
  const { actor, via, requestId } = ctx;
  await workspace.db.withTx(async (tx) => {
    if (!(await make(tx, id))) throw new KilnError('KILN_CONFLICT', { detail: otherwise });
    const details = { message: '', job: id, decision };
    await writeEntries(tx, [{ action: 'definitionsChanged', actor, via, requestId, details }]);
  });
  return ok((await readJob(ctx.run, id)) ?? found);
}
