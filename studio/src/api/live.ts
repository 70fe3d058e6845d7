import { io } from 'socket.io-client';

export interface LiveHandlers {
  recordChanged(entity: string, id: string): void;
  modelChanged(): void;
  /** Events before this were missed: all since the page was opened, or since the break where it connects `again`. */
  connected(again: boolean): void;
  /** The server ended the connection, or did not take it: who asks may be signed out. Resolves to whether to try again. */
  refused(): Promise<boolean>;
}

/** Before a connection that the server ended is tried again. */
const waitMs = 1000;

/** Listens to the server's events at `/live`. Returns the undo. */
export function connectLive(handlers: LiveHandlers): () => void {
  const socket = io({ path: '/live', transports: ['websocket', 'polling'] });
  let wasConnected = false;
  let isOver = false;

  async function ask() {
    const mayTry = await handlers.refused();
    if (isOver) return;
    if (!mayTry) socket.disconnect();
    // After a connection that the server ended nothing tries by itself.
    else if (!socket.active) setTimeout(() => isOver || socket.connect(), waitMs);
  }

  socket.on('connect', () => {
    handlers.connected(wasConnected);
    wasConnected = true;
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') ask();
  });
  socket.on('connect_error', ask);
  socket.on('record:changed', (event: { entity?: unknown; id?: unknown }) => {
    if (typeof event.entity === 'string' && typeof event.id === 'string')
      handlers.recordChanged(event.entity, event.id);
  });
  socket.on('model:changed', () => handlers.modelChanged());
  return () => {
    isOver = true;
    socket.disconnect();
  };
}
