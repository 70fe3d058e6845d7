import type { Actor, Ctx } from '../context/types.ts';
import { DbError } from '../db/DbError.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Workspace } from '../workspace/types.ts';

/** Refusals that may be wrong under a model that has been replaced. */
const doubtful: ReadonlySet<ErrorCode> = new Set([
  'KILN_NOT_FOUND',
  'KILN_BAD_QUERY',
  'KILN_BAD_EXPRESSION',
  'KILN_BAD_CURSOR',
  'KILN_INVALID',
]);

/**
 * Answers under the current model. Another process may have replaced it a moment ago, which this one learns from a
 * refusal: of Postgres, whose tables have changed under a statement, or of its own, since it does not know a name yet.
 * Records are written in one transaction, so nothing has been changed then, and the request is tried once more under
 * the new model. Costs a refused request one small read, the others nothing.
 *
 * The routes beside those of records are served so, too: what their model makes them refuse, they refuse before they
 * change anything.
 */
export async function onCurrentModel<T>(
  workspace: Workspace,
  { actor, requestId }: { readonly actor: Actor; readonly requestId: string },
  answer: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const ctx = workspace.ctx(actor, requestId);
  try {
    return await answer(ctx);
  } catch (error) {
    const moved = error instanceof DbError && error.modelMoved;
    if (!moved && !(error instanceof KilnError && doubtful.has(error.code))) throw error;
    const current = await workspace.models.refresh().catch(() => undefined);
    // A statement prepared for other tables fails even where this process has taken over their model by itself
    // meanwhile.
    if (!current || (current.model === ctx.model && !moved)) throw error;
    return answerAgain(workspace, workspace.ctx(actor, requestId), answer);
  }
}

async function answerAgain<T>(workspace: Workspace, ctx: Ctx, answer: (ctx: Ctx) => Promise<T>): Promise<T> {
  try {
    return await answer(ctx);
  } catch (error) {
    if (!(error instanceof DbError && error.modelMoved)) throw error;
    const current = await workspace.models.refresh().catch(() => undefined);
    // Made for the model that the database has: then Kiln is wrong, or somebody else changed the tables.
    const isWrong = error.sqlState.startsWith('42') && current?.model === ctx.model;
    throw isWrong ? new KilnError('KILN_INTERNAL', { cause: error }) : error;
  }
}
