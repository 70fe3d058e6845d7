import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { getPriority, setPriority } from 'node:os';
import type { Json } from '../lib/json.ts';
import type { ChildCommand } from './childCommand.ts';
import { createFrames } from './frames.ts';
import { type FromChild, fromChildShape, largestMessage, type ToChild } from './protocol.ts';

/** Milliseconds until a child has to be ready. */
const startMs = 20_000;
/** Bytes that may wait for a child to read them. */
const mostWaiting = 64 * 1024 * 1024;

/** Steps of priority that a child is below the server: plugins that compute give way to it and to Postgres. */
const lowerBy = 5;
const lowestPriority = 19;

/** A process that holds isolates. */
export interface Child {
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Bytes, when it told last. */
  readonly rss: number;
  send(message: ToChild): void;
  /** Keeps the server awake until the answer is called: something is waited for. */
  hold(): () => void;
  /** Gets what it says from now on, and is told once when it is gone. */
  attach(owner: ChildOwner): void;
  /** SIGKILL: what a plugin runs must not have a say in it. Resolves when it is gone. */
  kill(reason: string): Promise<void>;
}

interface ChildOwner {
  hear(message: FromChild): void;
  gone(reason: string): void;
}

/**
 * Starts a child and waits until it is ready.
 *
 * @throws Error that says why it is not
 */
export async function startChild(command: ChildCommand, guest: string): Promise<Child> {
  const running = spawn(command.file, command.args, {
    cwd: '/',
    env: {},
    // In a group of its own: Ctrl-C in the terminal is for the server, which lets calls end.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const pipe = running.stdio[3];
  if (!(pipe instanceof Socket) || !(running.stderr instanceof Socket)) throw new Error('No process could be started.');
  if (running.pid !== undefined) lowerPriority(running.pid);
  const handles = [running, pipe, running.stderr];
  let owner: ChildOwner | undefined;
  let reason: string | undefined;
  let alive = true;
  let rss = 0;
  let said = '';
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });

  let held = 0;
  function hold(): () => void {
    held += 1;
    if (held === 1) for (const handle of handles) handle.ref();
    return () => {
      held -= 1;
      if (held === 0) for (const handle of handles) handle.unref();
    };
  }

  const exited = new Promise<void>((resolve) => {
    const end = (how: string) => {
      if (!alive) return;
      alive = false;
      reason ??= `${how}${lastWords(said)}`;
      resolve();
      owner?.gone(reason);
    };
    running.once('error', ({ message }) => end(message));
    running.once('exit', (code, signal) => end(signal ? `It was ended by ${signal}` : `It ended with ${code}`));
  });

  function stop(why: string): Promise<void> {
    reason ??= why;
    running.kill('SIGKILL');
    const release = hold();
    return exited.finally(release);
  }

  const { promise: ready, resolve: isReady, reject: isNot } = Promise.withResolvers<void>();
  function hear(message: Json): void {
    let parsed: FromChild;
    try {
      parsed = fromChildShape(message, '');
    } catch (error) {
      void stop(`It said what it must not: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (parsed.type === 'memory') rss = parsed.rss;
    if (parsed.type === 'ready') isReady();
    else owner?.hear(parsed);
  }

  const frames = createFrames(pipe, largestMessage, hear, (error) => {
    if (error) void stop(error.message);
  });
  const timer = setTimeout(() => isNot(new Error('It was not ready in time.')), startMs);
  void exited.then(() => isNot(new Error(reason)));
  const release = hold();
  frames.send({ type: 'start', guest });
  try {
    await ready;
  } catch (error) {
    void stop('It did not start.');
    throw error;
  } finally {
    clearTimeout(timer);
    release();
  }

  return {
    pid: running.pid,
    get alive() {
      return alive && reason === undefined;
    },
    get rss() {
      return rss;
    },
    send(message) {
      if (reason !== undefined) return;
      if (frames.waiting > mostWaiting) void stop('It does not read what it is sent.');
      else frames.send(message);
    },
    hold,
    attach(given) {
      owner = given;
      if (!alive) given.gone(reason ?? '');
    },
    kill: stop,
  };
}

/** At once, since its threads get the priority that it has when they begin. It cannot raise it again. */
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, Math.min(getPriority() + lowerBy, lowestPriority));
  } catch {
    // It has ended already, or the system does not let us: plugins then compete with the server as they are, within
    // the same limits.
  }
}

/** What a process said before it ended: the line of V8 that names why, else the last ones. */
function lastWords(said: string): string {
  const lines = said.split('\n').map((line) => line.trim());
  const named = lines.filter((line) => /fatal|error:/i.test(line));
  const words = (named.length > 0 ? named : lines.filter((line) => line !== '').slice(-3)).join(' ');
  return words === '' ? '' : `: ${words.slice(0, 500)}`;
}
