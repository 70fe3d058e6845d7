import { io } from 'socket.io-client';
import { isObject, type Json } from '../../../core/lib/json.ts';
import { asNumber, asObjects, asText } from '../lib/values.ts';
import type { Person, PresenceLine } from '../store/createPresence.ts';
import { type RunState, runStates } from './runs.ts';
import { viewedAs } from './viewAs.ts';

export interface LiveHandlers {
  recordChanged(entity: string, id: string): void;
  modelChanged(): void;
  /** Plugins have written new lines. */
  pluginLogged(plugins: readonly string[]): void;
  /** A run of a workflow has another state. */
  runChanged(id: string, state: RunState): void;
  /** One was told something (its id), or has read it; how many are unread now, where that is said. */
  notified(unread: number | undefined, id: string | undefined): void;
  /** Something that one asks, is asked or looks at was decided, or is asked anew. */
  approvalChanged(id: string): void;
  /** A job has come further, or ended. */
  jobChanged(change: Json): void;
  /** Everybody who is in a place now. */
  presence(place: string, people: readonly Person[]): void;
  /**
   * Events before this were missed: all since the page was opened, or since the break where it connects `again`. `line`
   * holds until `disconnected`.
   */
  connected(again: boolean, line: PresenceLine): void;
  disconnected(): void;
  /** The server ended the connection, or did not take it: who asks may be signed out. Resolves to whether to try again. */
  refused(): Promise<boolean>;
}

/** Before a connection that the server ended is tried again. */
const waitMs = 1000;

/** Listens to the server's events at `/live`. Returns the undo. */
export function connectLive(handlers: LiveHandlers): () => void {
  const viewed = viewedAs();
  const query = viewed ? { viewAs: viewed.as } : {};
  const socket = io({ path: '/live', transports: ['websocket', 'polling'], query });
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
    handlers.connected(wasConnected, {
      enter: (place) => socket.emit('here', place),
      leave: (place) => socket.emit('away', place),
    });
    wasConnected = true;
  });
  socket.on('disconnect', (reason) => {
    handlers.disconnected();
    if (reason !== 'io client disconnect') ask();
  });
  socket.on('connect_error', ask);
  socket.on('record:changed', (event: { entity?: unknown; id?: unknown }) => {
    if (typeof event.entity === 'string' && typeof event.id === 'string')
      handlers.recordChanged(event.entity, event.id);
  });
  socket.on('model:changed', () => handlers.modelChanged());
  socket.on('plugin:log', (event: { plugins?: unknown }) => {
    if (Array.isArray(event.plugins)) handlers.pluginLogged(event.plugins.filter((id) => typeof id === 'string'));
  });
  socket.on('job:changed', (change: Json) => handlers.jobChanged(change));
  socket.on('run:changed', (event: Json) => {
    for (const change of asObjects(Array.isArray(event) ? event : [event])) {
      const state = runStates.find((each) => each === change.state);
      if (typeof change.id === 'string' && state) handlers.runChanged(change.id, state);
    }
  });
  socket.on('notification', (event: Json) => {
    const { unread, id } = isObject(event) ? event : {};
    handlers.notified(asNumber(unread), asText(id));
  });
  socket.on('approval:changed', (event: Json) => {
    if (isObject(event) && typeof event.id === 'string') handlers.approvalChanged(event.id);
  });
  socket.on('presence', (event: Json) => {
    const place = isObject(event) ? asText(event.place) : undefined;
    if (place !== undefined && isObject(event)) handlers.presence(place, asObjects(event.people).flatMap(toPerson));
  });
  return () => {
    isOver = true;
    socket.disconnect();
  };
}

function toPerson({ id, name, avatar }: { readonly [member: string]: Json }): Person[] {
  const known = { id: asText(id), name: asText(name), avatar: asText(avatar) };
  if (known.id === undefined || known.name === undefined) return [];
  return [{ id: known.id, name: known.name, ...(known.avatar === undefined ? {} : { avatar: known.avatar }) }];
}
