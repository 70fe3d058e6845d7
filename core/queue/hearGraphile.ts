import type { Logger } from 'pino';

/**
 * Where the database dies while graphile-worker 0.18 stops, it cannot give back the jobs that it has taken, and nobody
 * hears of the rejection: the process would end. What other code leaves unheard ends it as ever. Returns the undo.
 */
export function hearGraphile(log: Logger): () => void {
  const hear = (reason: unknown): void => {
    if (!(reason instanceof Error && reason.stack?.includes('graphile-worker'))) throw reason;
    log.warn({ err: reason }, 'the queue met an error while it stopped');
  };
  process.on('unhandledRejection', hear);
  return () => process.off('unhandledRejection', hear);
}
