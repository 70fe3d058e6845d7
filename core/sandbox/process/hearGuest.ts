import { randomBytes } from 'node:crypto';
import type { Json } from '../../lib/json.ts';
import {
  type Failure,
  type FromChild,
  type GuestMessage,
  guestMessageShape,
  hostCallShape,
  mostLogLines,
  type ToGuest,
  type UrlRequest,
  type WireError,
} from '../protocol.ts';
import { ShapeError } from '../shape.ts';
import type { RunningCall } from './RunningCall.ts';
import { readUrl } from './readUrl.ts';

/** Log of one call: what is more is counted and dropped. */
const mostLogCharacters = 256 * 1024;
/** Timers, random numbers and the like of one call, and what it says after its end. */
const mostOthers = 5_000;
/** URLs of one call. They are read here, in time that is the call's, too. */
const mostUrls = 50_000;

interface Ears {
  send(message: FromChild): void;
  fail(call: RunningCall, failure: Failure, error: string | WireError): void;
  end(call: RunningCall, outcome?: (usage: { cpuMs: number; logsDropped: number }) => FromChild): void;
  put(call: RunningCall, message: ToGuest): void;
  stop(call: RunningCall, failure: Failure, text: string): void;
}

/**
 * One message of the guest, which waits for the answer. `speaking`: whose turn it is. Nothing that is said can throw
 * here, and a call that has ended says nothing any more.
 */
export function hearGuest(
  text: unknown,
  calls: ReadonlyMap<number, RunningCall>,
  speaking: RunningCall | undefined,
  ears: Ears,
): string {
  const message = parse(text);
  if (message instanceof Error) {
    if (speaking && counted(speaking, ears)) ears.fail(speaking, 'misused', message.message);
    return '';
  }
  if (message.type === 'random') {
    return speaking && counted(speaking, ears) ? randomBytes(message.bytes).toString('hex') : '';
  }
  if (message.type === 'url') return speaking ? url(speaking, message.request, ears) : '';
  const call = calls.get(message.call);
  if (call) take(call, message, String(text).length, ears);
  else if (speaking) counted(speaking, ears);
  return '';
}

function parse(text: unknown): GuestMessage | Error {
  try {
    return guestMessageShape(JSON.parse(String(text)), '');
  } catch (error) {
    return error instanceof ShapeError ? error : new ShapeError('', 'JSON');
  }
}

function take(
  call: RunningCall,
  message: Exclude<GuestMessage, { type: 'random' | 'url' }>,
  size: number,
  ears: Ears,
): void {
  switch (message.type) {
    case 'host':
      ask(call, message.id, message.body, size, ears);
      return;
    case 'log':
      log(call, message.body, size, ears);
      return;
    case 'timer':
      setTimer(call, message.id, message.ms, ears);
      return;
    case 'clear':
      if (!counted(call, ears)) return;
      clearTimeout(call.timers.get(message.id));
      call.timers.delete(message.id);
      return;
    case 'done':
      if (!afforded(call, size, ears)) return;
      ears.end(call, (usage) => ({ type: 'done', call: call.id, value: message.value, ...usage }));
      return;
    case 'refused':
      ears.end(call, (usage) => ({ ...message, ...usage }));
      return;
    case 'failed':
      ears.fail(call, 'threw', message.error);
      return;
  }
}

function ask(call: RunningCall, id: number, asked: Json, size: number, ears: Ears): void {
  call.hostCalls += 1;
  if (call.hostCalls > call.mostHostCalls) {
    ears.fail(call, 'hostCalls', `It makes more than ${call.mostHostCalls} host calls.`);
    return;
  }
  if (!afforded(call, size, ears)) return;
  try {
    ears.send({ type: 'host', call: call.id, id, body: hostCallShape(asked, '') });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const [code, { message }] = ['KILN_BAD_REQUEST', error];
    const data = { status: 400, code, detail: message, errors: [] };
    ears.put(call, { type: 'answer', call: call.id, id, error: { code, message, data } });
  }
}

function log(call: RunningCall, body: Json, size: number, ears: Ears): void {
  call.logLines += 1;
  call.logCharacters += size;
  if (call.logLines > mostLogLines || call.logCharacters > mostLogCharacters) {
    call.logsDropped += 1;
    counted(call, ears);
    return;
  }
  try {
    ears.send({ type: 'log', call: call.id, body: hostCallShape(body, '') });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    call.logsDropped += 1;
  }
}

function setTimer(call: RunningCall, id: number, ms: number, ears: Ears): void {
  if (!counted(call, ears)) return;
  clearTimeout(call.timers.get(id));
  const due = () => {
    call.timers.delete(id);
    ears.put(call, { type: 'timer', call: call.id, id });
  };
  call.timers.set(id, setTimeout(due, ms));
}

function url(call: RunningCall, request: UrlRequest, ears: Ears): string {
  call.urls += 1;
  if (call.urls > mostUrls) {
    ears.stop(call, 'hostCalls', `It reads more than ${mostUrls} URLs.`);
    return '';
  }
  return JSON.stringify(readUrl(request)) ?? '';
}

/** Counts what costs nothing by itself; whoever does it in a loop is stopped. */
function counted(call: RunningCall, ears: Ears): boolean {
  call.others += 1;
  if (call.others <= mostOthers) return true;
  ears.stop(call, 'hostCalls', `It says more than ${mostOthers} things to its surroundings.`);
  return false;
}

function afforded(call: RunningCall, size: number, ears: Ears): boolean {
  call.hostBytes += size;
  if (call.hostBytes <= call.mostHostBytes) return true;
  ears.fail(call, 'hostBytes', `More than ${call.mostHostBytes} bytes cross, of its host calls and its result.`);
  return false;
}
