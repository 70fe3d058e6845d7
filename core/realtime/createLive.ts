import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { createAdapter } from '@socket.io/postgres-adapter';
import type { Logger } from 'pino';
import { type ExtendedError, Server, type Socket } from 'socket.io';
import type { Actor } from '../context/types.ts';
import type { Events, ModelChange } from '../events/createEvents.ts';
import type { Told } from '../notifications/createNotifications.ts';
import type { JobChange } from '../online/Job.ts';
import type { RunChange } from '../workflows/engine/EngineParts.ts';
import type { Audience } from './Audience.ts';
import { createBatcher } from './createBatcher.ts';
import { createBell } from './createBell.ts';
import { createLivePool, type LivePool } from './createLivePool.ts';
import { createPresence } from './createPresence.ts';
import { createScreening, type Listener } from './createScreening.ts';
import { enterPlace, type Guest, leavePlace, recheckPlaces } from './places.ts';
import type { ClientToServer, RecordChanged, ServerToClient, ServerToServer } from './protocol.ts';

type LiveServer = Server<ClientToServer, ServerToClient, ServerToServer, SocketData>;
type LiveSocket = Socket<ClientToServer, ServerToClient, ServerToServer, SocketData>;

interface SocketData {
  /** Who listens, with the rights of now. */
  actor: Actor;
  /** Entities; undefined: all. */
  watched: ReadonlySet<string> | undefined;
}

/** Room of those who watch every entity. In this room and those of entities are only listeners who see every record. */
const EVERYTHING = 'everything';
const BATCH_MS = 20;
/** The same of runs, of which there may be thousands a second: whoever looks at a list of them reads it again. */
const RUNS_MS = 200;
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
  /** Who opens a connection, by the headers of its handshake. Undefined: nobody who may. Asked again when that may have changed. */
  readonly admit: (req: IncomingMessage) => Promise<Actor | undefined>;
  /** Calls back with the id of a user, or `*` for everybody, when what `admit` said of them may be wrong. Returns the undo. */
  readonly onDoubt: (listener: (who: string) => void) => () => void;
  readonly audience: Audience;
  /** Calls back when a job is another, at whichever process. Returns the undo. */
  readonly onJobChanged: (listener: (change: JobChange) => void) => () => void;
  /** Calls back when plugins have new lines in their logs, of this process. Returns the undo. */
  readonly onPluginLog: (listener: (plugins: readonly string[]) => void) => () => void;
  /** Calls back when a run of a workflow has changed, at this process. Returns the undo. */
  readonly onRunChanged: (listener: (change: RunChange) => void) => () => void;
  /** Calls back with the ids of approvals that were made or changed, at whichever process. Returns the undo. */
  readonly onApprovalChanged: (listener: (ids: readonly string[]) => void) => () => void;
  /** Calls back when people were told something, at whichever process. Returns the undo. */
  readonly onTold: (listener: (told: readonly Told[]) => void) => () => void;
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
  const { httpServer, events, log, audience } = options;
  const live = createLivePool(options.databaseUrl, log);
  /** Ends the connections of those who may not have them any more; the others go on with the rights of now. */
  async function review(who: string): Promise<void> {
    for (const socket of io.of('/').sockets.values()) {
      const { id, viewer } = socket.data.actor;
      if (who !== '*' && id !== who && viewer?.id !== who) continue;
      const actor = await options.admit(socket.request).catch(() => undefined);
      if (actor) {
        socket.data.actor = actor;
        place(socket);
        const guest = guests.get(socket.id);
        if (guest) await recheckPlaces(board, audience, guest);
      } else socket.disconnect(true);
    }
  }
  const io: LiveServer = new Server({
    path: '/live',
    serveClient: false,
    maxHttpBufferSize: 100_000,
    // A text message of a few hundred bytes gains nothing, and each connection would hold compression memory.
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: (req, decide) => {
      options.admit(req).then(
        (actor) => decide(null, actor !== undefined),
        () => decide(null, false),
      );
    },
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

  const limited = (): Listener[] =>
    [...io.of('/').sockets.values()]
      .filter(({ data }) => !audience.seesEverything(data.actor))
      .map((socket) => ({
        actor: socket.data.actor,
        watches: (entity) => watchedBy(socket)?.includes(entity) ?? true,
        tell: (change) => socket.emit('record:changed', change),
      }));
  const screening = createScreening(audience, limited, log);
  const tell = (changes: readonly RecordChanged[]): void => {
    tellRooms(io, changes);
    screening.add(changes);
    for (const { entity, id } of changes) recheckVisitors(`record/${entity}/${id}`);
  };
  const toOthers = (tellThem: () => void): void => {
    others().then(
      (any) => any && tellThem(),
      (error: unknown) => log.warn({ err: error }, 'live events did not reach other server processes'),
    );
  };
  const board = createPresence({
    announce: (node, places) => toOthers(() => io.serverSideEmit('presence', node, places)),
    ask: (places) => toOthers(() => io.serverSideEmit('presenceAsked', places)),
  });
  const guests = new Map<string, Guest>();
  function recheck(guest: Guest, places?: readonly string[]): void {
    recheckPlaces(board, audience, guest, places).catch((error: unknown) =>
      log.warn({ err: error }, 'who is in a place was not looked at again'),
    );
  }
  /** Whoever may not read a record any more is in its place no longer, and hears of nobody there. */
  function recheckVisitors(name: string): void {
    if (board.visitorsOf(name).length === 0) return;
    for (const guest of guests.values()) {
      if (guest.wanted.has(name) && !audience.seesEverything(guest.actor())) recheck(guest, [name]);
    }
  }
  /** Entities under today's names; undefined: all. */
  const watchedBy = ({ data }: LiveSocket) => data.watched && [...data.watched].map(audience.nameNow);
  /** Puts a socket into the rooms of what it watches; those whose rights are limited hear through the screening. */
  function place(socket: LiveSocket): void {
    const { actor } = socket.data;
    const watched = watchedBy(socket);
    for (const room of socket.rooms) if (room !== socket.id) socket.leave(room);
    if (!audience.seesEverything(actor)) return;
    socket.join(watched?.map(roomOf) ?? EVERYTHING);
  }
  function tellModel({ version, entities }: ModelChange): void {
    for (const socket of io.of('/').sockets.values()) {
      place(socket);
      const seen = entities.filter((name) => audience.seesEntity(socket.data.actor, name));
      socket.emit('model:changed', { version, entities: seen });
      const guest = guests.get(socket.id);
      if (guest) recheck(guest);
    }
  }

  function tellJob(change: JobChange): void {
    for (const socket of io.of('/').sockets.values()) {
      if (audience.shapes(socket.data.actor, undefined)) socket.emit('job:changed', change);
    }
  }

  async function tellApprovals(ids: readonly string[]): Promise<void> {
    const sockets = [...io.of('/').sockets.values()];
    if (sockets.length === 0) return;
    for (const { approval: id, users, record } of await audience.concernedBy(ids)) {
      // Whoever is in the place of a record may read it.
      const visitors = new Set(record ? board.visitorsOf(`record/${record.entity}/${record.id}`) : []);
      const told = sockets.filter((socket) => {
        const guest = guests.get(socket.id);
        return users.includes(socket.data.actor.id) || (guest !== undefined && visitors.has(guest));
      });
      for (const socket of told) socket.emit('approval:changed', record ? { id, record } : { id });
    }
  }

  function tellLog(plugins: readonly string[]): void {
    for (const socket of io.of('/').sockets.values()) {
      if (audience.administersPlugins(socket.data.actor)) socket.emit('plugin:log', { plugins });
    }
  }

  function tellRuns(changes: readonly RunChange[]): void {
    for (const socket of io.of('/').sockets.values()) {
      if (audience.administersWorkflows(socket.data.actor)) socket.emit('run:changed', changes);
    }
  }

  const runs = createBatcher<RunChange>(RUNS_MS, (changes) => {
    const some = changes.slice(-MESSAGE_CHANGES);
    tellRuns(some);
    toOthers(() => io.serverSideEmit('runs', some));
  });
  const batcher = createBatcher<RecordChanged>(BATCH_MS, (changes) => {
    tell(changes);
    toOthers(() => announce(io, changes));
  });
  // Asked once more, right before the review would find the socket: what changed since the handshake counts.
  io.use(async (socket, next: (error?: ExtendedError) => void) => {
    const actor = await options.admit(socket.request).catch(() => undefined);
    if (actor) socket.data.actor = actor;
    socket.data.watched = undefined;
    next(actor ? undefined : new Error('not admitted'));
  });
  io.on('connection', (socket) => {
    welcome(socket, place);
    const guest: Guest = {
      actor: () => socket.data.actor,
      wanted: new Set(),
      tell: (presence) => socket.emit('presence', presence),
    };
    guests.set(socket.id, guest);
    socket.on('here', async (name, done) => answer(done, await enterPlace(board, audience, guest, name)));
    socket.on('away', (name, done) => answer(done, leavePlace(board, guest, name)));
    socket.on('disconnect', () => {
      guests.delete(socket.id);
      guest.wanted.clear();
      board.leaveAll(guest);
    });
  });
  io.on('records', tell);
  io.on('pluginLog', tellLog);
  io.on('runs', tellRuns);
  io.on('presence', board.heard);
  io.on('presenceAsked', board.asked);
  // One after the other: an answer that came late must not undo a later one.
  let reviewed = Promise.resolve();
  const undo = [
    events.onChanged(({ entity, id, version }) => batcher.add({ entity, id, version })),
    events.onModelChanged(tellModel),
    options.onJobChanged(tellJob),
    options.onRunChanged(runs.add),
    options.onApprovalChanged((ids) => {
      tellApprovals(ids).catch((error: unknown) => log.warn({ err: error }, 'people were not told of an approval'));
    }),
    options.onTold(
      createBell({
        log,
        ringsOf: (user) =>
          [...io.of('/').sockets.values()]
            .filter(({ data }) => data.actor.id === user)
            .map((socket) => (told) => socket.emit('notification', told)),
        unreadOf: audience.unreadOf,
      }),
    ),
    options.onPluginLog((plugins) => {
      tellLog(plugins);
      toOthers(() => io.serverSideEmit('pluginLog', plugins));
    }),
    options.onDoubt((who) => {
      reviewed = reviewed.then(() => review(who));
    }),
  ];
  io.attach(httpServer);
  await listening(live);

  return {
    async close() {
      for (const each of undo) each();
      batcher.flush();
      runs.flush();
      board.close();
      await screening.close();
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

function tellRooms(io: LiveServer, changes: readonly RecordChanged[]): void {
  const { rooms } = io.of('/').adapter;
  if (rooms.size === 0) return;
  for (const change of changes) {
    const room = roomOf(change.entity);
    if (rooms.has(room) || rooms.has(EVERYTHING)) io.local.to(EVERYTHING).to(room).emit('record:changed', change);
  }
}

function welcome(socket: LiveSocket, place: (socket: LiveSocket) => void): void {
  place(socket);
  socket.on('watch', (names, done) => {
    const added = namesOf(names, socket);
    if (added) {
      socket.data.watched = new Set([...(socket.data.watched ?? []), ...added]);
      place(socket);
    }
    answer(done, added !== undefined);
  });
  socket.on('unwatch', (names, done) => {
    const removed = namesOf(names, socket);
    if (removed && socket.data.watched) {
      socket.data.watched = new Set([...socket.data.watched].filter((name) => !removed.includes(name)));
      place(socket);
    }
    answer(done, removed !== undefined);
  });
}

/** The client's arguments are anything at all. Undefined: not a list of names, or more than one socket may watch. */
function namesOf(names: unknown, { data }: LiveSocket): string[] | undefined {
  if (!Array.isArray(names) || names.length + (data.watched?.size ?? 0) > MAX_NAMES) return undefined;
  const isName = (name: unknown): name is string => typeof name === 'string' && /^[a-z][a-zA-Z0-9]{0,39}$/.test(name);
  return names.every(isName) ? names : undefined;
}

function answer(done: unknown, ok: boolean): void {
  if (typeof done === 'function') done(ok);
}

function roomOf(entity: string): string {
  return `entity:${entity}`;
}
