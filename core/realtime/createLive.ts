import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { createAdapter } from '@socket.io/postgres-adapter';
import type { Logger } from 'pino';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { Events } from '../events/createEvents.ts';
import { createBatcher } from './createBatcher.ts';
import { createLivePool, type LivePool } from './createLivePool.ts';
import type { ClientToServer, RecordChanged, ServerToClient, ServerToServer } from './protocol.ts';

type LiveServer = Server<ClientToServer, ServerToClient, ServerToServer, DefaultEventsMap>;
type LiveSocket = Socket<ClientToServer, ServerToClient, ServerToServer, DefaultEventsMap>;

/** Room of those who watch every entity. */
const EVERYTHING = 'everything';
const BATCH_MS = 20;
/** Changes in one message between processes; a larger batch goes in several. */
const MESSAGE_CHANGES = 500;
/** Until a new process has heard the heartbeat of every other (they beat each 5 s), it cannot know that it is alone. */
const ACQUAINTANCE_MS = 10_000;
const MAX_NAMES = 200;
const CHANNEL = 'kiln_live';

export interface LiveOptions {
  readonly httpServer: HttpServer;
  /** Connection string of the same database. */
  readonly databaseUrl: string;
  readonly events: Events;
  readonly log: Logger;
  /** Whether a connection may be opened, by the headers of its handshake. */
  readonly accepts: (req: IncomingMessage) => boolean;
}

export interface Live {
  /** Cuts all clients off and says goodbye to the other processes. The HTTP server stays open. */
  close(): Promise<void>;
}

/**
 * Live events at /live. Changes of records are collected for 20 ms, so that a write costs a push to an array; each batch goes
 * to this process' own clients and, in one NOTIFY, to the other processes on the database, if there are any.
 * Changes of the model are told to own clients only: every process learns of them by itself.
 */
export async function createLive(options: LiveOptions): Promise<Live> {
  const { httpServer, events, log } = options;
  const live = createLivePool(options.databaseUrl, log);
  const io: LiveServer = new Server({
    path: '/live',
    serveClient: false,
    maxHttpBufferSize: 100_000,
    // A text message of a few hundred bytes gains nothing, and each connection would hold compression memory.
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: (req, decide) => decide(null, options.accepts(req)),
    adapter: createAdapter(live.pool, {
      channelPrefix: CHANNEL,
      tableName: 'kiln.live_payload',
      // Postgres takes less than 8000 bytes; what is longer goes through the table.
      payloadThreshold: 7900,
      errorHandler: (error) => log.warn({ err: error }, 'live events may not have reached other server processes'),
    }),
  });
  const started = Date.now();
  const others = async (): Promise<boolean> =>
    Date.now() - started < ACQUAINTANCE_MS || (await io.of('/').adapter.serverCount()) > 1;

  const batcher = createBatcher(BATCH_MS, (changes) => {
    tell(io, changes);
    others().then(
      (any) => any && announce(io, changes),
      (error: unknown) => log.warn({ err: error }, 'live events did not reach other server processes'),
    );
  });
  io.on('connection', welcome);
  io.on('records', (changes) => tell(io, changes));
  const undo = [
    events.onChanged(({ entity, id, version }) => batcher.add({ entity, id, version })),
    events.onModelChanged((change) => io.local.emit('model:changed', change)),
  ];
  io.attach(httpServer);
  await listening(live);

  return {
    async close() {
      for (const each of undo) each();
      batcher.flush();
      // Transports are cut and sockets not told to disconnect: a client that was told would not come back by itself.
      io.engine.close();
      await turn();
      await io.of('/').adapter.close();
      // The last batch and the goodbye to the other processes were queued before this and go out before it.
      await live.pool.query('select 1').catch(() => undefined);
      await live.close();
    },
  };
}

/** Resolves when what other processes say is heard: the adapter does not tell when its LISTEN is done. */
async function listening(live: LivePool): Promise<void> {
  while (!live.heard()) {
    // An empty message means nothing to the adapter.
    await live.pool.query('select pg_notify($1, $2)', [`${CHANNEL}#/`, '{}']);
    await sleep(10);
  }
}

function announce(io: LiveServer, changes: readonly RecordChanged[]): void {
  for (let start = 0; start < changes.length; start += MESSAGE_CHANGES) {
    io.serverSideEmit('records', changes.slice(start, start + MESSAGE_CHANGES));
  }
}

function tell(io: LiveServer, changes: readonly RecordChanged[]): void {
  const { rooms } = io.of('/').adapter;
  if (rooms.size === 0) return;
  for (const change of changes) {
    const room = roomOf(change.entity);
    if (rooms.has(room) || rooms.has(EVERYTHING)) io.local.to(EVERYTHING).to(room).emit('record:changed', change);
  }
}

function welcome(socket: LiveSocket): void {
  socket.join(EVERYTHING);
  socket.on('watch', (names, done) => {
    const rooms = roomsOf(names, socket);
    if (rooms) {
      socket.leave(EVERYTHING);
      socket.join(rooms);
    }
    answer(done, rooms !== undefined);
  });
  socket.on('unwatch', (names, done) => {
    const rooms = roomsOf(names, socket);
    for (const room of rooms ?? []) socket.leave(room);
    answer(done, rooms !== undefined);
  });
}

/** The client's arguments are anything at all. Undefined: not a list of names, or more than one socket may watch. */
function roomsOf(names: unknown, socket: LiveSocket): string[] | undefined {
  if (!Array.isArray(names) || names.length + socket.rooms.size > MAX_NAMES) return undefined;
  const rooms: string[] = [];
  for (const name of names) {
    if (typeof name !== 'string' || !/^[a-z][a-zA-Z0-9]{0,39}$/.test(name)) return undefined;
    rooms.push(roomOf(name));
  }
  return rooms;
}

function answer(done: unknown, ok: boolean): void {
  if (typeof done === 'function') done(ok);
}

function roomOf(entity: string): string {
  return `entity:${entity}`;
}
