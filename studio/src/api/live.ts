import { io } from 'socket.io-client';

export interface LiveHandlers {
  recordChanged(entity: string, id: string): void;
  modelChanged(): void;
  /** After a break: events may have been missed. */
  reconnected(): void;
}

/** Listens to the server's events at `/live`. Returns the undo. */
export function connectLive(handlers: LiveHandlers): () => void {
  const socket = io({ path: '/live', transports: ['websocket', 'polling'] });
  let wasConnected = false;
  socket.on('connect', () => {
    if (wasConnected) handlers.reconnected();
    wasConnected = true;
  });
  socket.on('record:changed', (event: { entity?: unknown; id?: unknown }) => {
    if (typeof event.entity === 'string' && typeof event.id === 'string')
      handlers.recordChanged(event.entity, event.id);
  });
  socket.on('model:changed', () => handlers.modelChanged());
  return () => {
    socket.disconnect();
  };
}
