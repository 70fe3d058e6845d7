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

/** Tries of one request, each under a newer model: definitions may be changed faster than a busy server answers. */
const mostTries = 5;

/**
 * Answers under the current model. Another process may have replaced it a moment ago, which this one learns from a
 * refusal: of Postgres, whose tables have changed under a statement, or of its own, since it does not know a name yet.
 * Records are written in one transaction, so nothing has been changed then, and the request is tried again under the
 * new model. Costs a refused request one small read, the others nothing.
 *
 * The routes beside those of records are served so, too: what their model makes them refuse, they refuse before they
 * change anything.
 */
export async function onCurrentModel<T>(
  workspace: Workspace,
  { actor, requestId }: { readonly actor: Actor; readonly requestId: string },
  answer: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const ctx = workspace.ctx(actor, requestId);
    try {
      return await answer(ctx);
    } catch (error) {
      const moved = error instanceof DbError && error.modelMoved;
      if (!moved && !(error instanceof KilnError && doubtful.has(error.code))) throw error;
      const current = await workspace.models.refresh().catch(() => undefined);
      if (!current || tries === mostTries) throw error;
      if (current.model !== ctx.model) continue;
      // A statement prepared for other tables fails even where this process has taken over their model by itself
      // meanwhile.
      if (moved && tries === 1) continue;
      // Made for the model that the database has: then Kiln is wrong, or somebody else changed the tables.
      const isWrong = moved && error.sqlState.startsWith('42');
      throw isWrong ? new KilnError('KILN_INTERNAL', { cause: error }) : error;
    }
  }
}
