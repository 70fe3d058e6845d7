import type { Db } from '../../db/types.ts';

/** What becomes of approvals, as one process hears of it. */
export interface ApprovalNews {
  /** Calls back with their ids after each commit that made or changed some, in whichever process. Returns the undo. */
  onChanged(listener: (ids: readonly string[]) => void): () => void;
  close(): Promise<void>;
}

export async function createApprovalNews(db: Db): Promise<ApprovalNews> {
  const listeners = new Set<(ids: readonly string[]) => void>();
  const stop = await db.listen('kiln_approval', (payload) => {
    const ids = payload.split(',');
    for (const listener of listeners) listener(ids);
  });
  return {
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  };
}
