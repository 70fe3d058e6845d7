import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';
import type { Model } from '../model/types.ts';
import { readActor } from './readActor.ts';
import { openSessionCookie } from './sessionCookie.ts';
import type { Authenticator, Credential, Known } from './types.ts';

export interface AuthenticatorParts {
  readonly db: Db;
  /** What cookies are signed with. */
  readonly secret: string;
  readonly model: () => Model;
  readonly log: Logger;
}

interface Entry {
  readonly known: Known;
  readonly model: Model;
  /** When the use of the token was last written down. */
  usedAt: number;
}

const channel = 'kiln_identity';
const most = 10_000;
/** Everybody who changes something tells at once; this bounds what a message lost on the way could do. */
const longestMs = 60_000;
const useWrittenMs = 60_000;

/**
 * Remembers whom credentials stand for, so that a request costs no round trip for it, and forgets as soon as any
 * process on the database changes a user, a role, a team, a session or a token. Credentials are kept as SHA-256 (0.4
 * us): what is looked up tells nothing about the secret by the time it takes, and a dump of the memory tells none.
 */
export async function createAuthenticator({ db, secret, model, log }: AuthenticatorParts): Promise<Authenticator> {
  const entries = new LRUCache<string, Entry>({ max: most, ttl: longestMs });
  const loading = new Map<string, Promise<Known | undefined>>();
  const listeners = new Set<(who: string) => void>();
  const writing = new Set<Promise<unknown>>();
  let changes = 0;

  function forget(who: string): void {
    changes += 1;
    // What is being read at this moment may have been read before the change: whoever asks from now on reads again.
    loading.clear();
    if (who === '*') entries.clear();
    else for (const [key, { known }] of entries.entries()) if (known.actor.id === who) entries.delete(key);
    for (const listener of listeners) listener(who);
  }

  async function load(key: string, credential: Credential): Promise<Known | undefined> {
    const before = changes;
    const current = model();
    const known = await read(current, credential);
    if (known && before === changes) entries.set(key, { known, model: current, usedAt: 0 });
    return known;
  }

  async function read(current: Model, { kind, text }: Credential): Promise<Known | undefined> {
    if (kind === 'token') return readActor(db, current, 'token', hash('sha256', text));
    const token = openSessionCookie(text, secret);
    return token === undefined ? undefined : readActor(db, current, 'session', token);
  }

  function noteUse(entry: Entry, now: number): void {
    const { tokenId } = entry.known;
    if (tokenId === undefined || now - entry.usedAt < useWrittenMs) return;
    entry.usedAt = now;
    const written = db
      .query({ name: 'token_used', text: usedSql, values: [tokenId] })
      .catch((error: unknown) => log.warn({ err: error }, 'cannot write down the use of a token'))
      .finally(() => writing.delete(written));
    writing.add(written);
  }

  function find(credential: Credential): Known | undefined | Promise<Known | undefined> {
    if (credential.text === '') return undefined;
    const key = hash('sha256', `${credential.kind} ${credential.text}`, 'base64');
    const entry = entries.get(key);
    const now = Date.now();
    if (entry && entry.model === model() && (entry.known.expiresAt ?? now + 1) > now) {
      noteUse(entry, now);
      return entry.known;
    }
    const running = loading.get(key);
    if (running) return running;
    const started = load(key, credential)
      .then((known) => {
        const loaded = entries.get(key);
        if (loaded) noteUse(loaded, now);
        return known;
      })
      .finally(() => {
        if (loading.get(key) === started) loading.delete(key);
      });
    loading.set(key, started);
    return started;
  }

  const undo = await db.listen(channel, forget, () => forget('*'));
  return {
    find,
    forget,
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await undo();
      await Promise.all(writing);
    },
  };
}

/** At most once a minute, whatever the number of processes. */
const usedSql = `
update kiln.token set last_used_at = now()
where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
