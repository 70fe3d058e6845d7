import type { ClientBase } from 'pg';

/**
 * Collects what statements on a connection say by `raise info`. Returns a function that hands it on, each text once: to be
 * called where a transaction is over.
 */
export function hearInfos(client: ClientBase, tell: (message: string) => void): () => void {
  const heard = new Set<string>();
  client.on('notice', ({ severity, message }) => {
    if (severity === 'INFO' && message !== undefined) heard.add(message);
  });
  return () => {
    if (heard.size === 0) return;
    const told = [...heard];
    heard.clear();
    for (const message of told) tell(message);
  };
}
