import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { childCommand } from '../childCommand.ts';
import { createProcess, type Placement, type Process } from '../createProcess.ts';
import type { HostCall } from '../protocol.ts';
import { context, createTestSandbox, defaultLimits, functionsCode } from '../sandbox.testing.ts';
import { type Child, startChild } from '../startChild.ts';

/**
 * THREAT: what speaks is not what it should be: a plugin that has taken over the guest around it, or a child that was
 * taken over. It forges ids of calls, says what no message may be, asks after its end, floods. The server believes
 * nothing of it. If one of these fails, investigate before changing the test.
 */
const noPlugin = { hooks: {}, events: [], functions: {}, steps: {}, services: {}, jobs: {}, migrations: [] };

describe('a guest that was taken over', () => {
  let child: Child;
  let process: Process;
  beforeAll(async () => {
    child = await startChild(await childCommand(), '');
    process = createProcess(child, () => undefined);
  });
  afterAll(() => child.kill('The tests are over.'));
  // What guests say is no reason for a process to end.
  afterEach(() => expect(child.alive).toBe(true));

  /** An isolate whose guest is `body`, which has the host's function as $0 and the message as `message`. */
  async function hostile(body: string) {
    const guest = `"use strict"; const say = (message) => $0(typeof message === 'string' ? message : JSON.stringify(message));
      return (text) => {
        const message = JSON.parse(text);
        if (message.type === 'load') return JSON.stringify({ provides: ${JSON.stringify(noPlugin)} });
        ${body}
        return '';
      };`;
    // For isolates that are loaded from now on.
    child.send({ type: 'start', guest });
    const code = await functionsCode({});
    const owner = { gone: () => undefined, blamed: () => undefined };
    return process.load(code, 64, owner);
  }

  function start(placement: Placement, heard: HostCall[] = [], limits = {}) {
    const host = async (call: HostCall) => {
      heard.push(call);
      return 1;
    };
    const call = { plugin: 'test', entry: { kind: 'function', name: 'x' } as const, args: [], context, host };
    return placement.start(call, { ...defaultLimits, ...limits });
  }

  test('ids of calls that are not, or no longer, its own do nothing', async () => {
    const placement = await hostile(`
      const { call } = message;
      for (const id of [call + 1, call + 100, 2 ** 53 - 1]) {
        say({ type: 'done', call: id, value: 'forged' });
        say({ type: 'host', call: id, id: 1, body: { do: 'kv.get', key: 'forged' } });
      }
      say({ type: 'done', call, value: 'mine' });
      say({ type: 'done', call, value: 'twice' });
      say({ type: 'failed', call, error: { code: 'x', message: 'x' } });
      say({ type: 'host', call, id: 2, body: { do: 'kv.set', key: 'late', value: 1 } });
      say({ type: 'log', call, body: { do: 'log', level: 'info', message: 'late' } });`);
    const heard: HostCall[] = [];
    expect(await start(placement, heard).outcome).toEqual({ kind: 'done', value: 'mine' });
    expect(await start(placement, heard).outcome).toEqual({ kind: 'done', value: 'mine' });
    expect(heard).toEqual([]);
  });

  test.each([
    ['no JSON', `'{'`],
    ['no object', `'5'`],
    ['another type', `{ type: 'stuck', isolate: 1 }`],
    ['one member too many', `{ type: 'done', call, value: 1, cpuMs: 0 }`],
    ['one too few', `{ type: 'done', call }`],
    ['a URL that is too long', `{ type: 'url', request: { href: 'a:' + 'x'.repeat(65535) } }`],
    ['a URL with another part', `{ type: 'url', request: { href: 'a:b', set: { part: 'searchParams', to: '' } } }`],
    ['an id that is none', `{ type: 'done', call: String(call), value: 1 }`],
    ['an id that is a fraction', `{ type: 'host', call, id: 1.5, body: {} }`],
    ['__proto__ in the value', `'{"type":"done","call":' + call + ',"value":{"__proto__":{"a":1}}}'`],
    [
      'a value that is too deep',
      `'{"type":"done","call":' + call + ',"value":' + '['.repeat(100) + ']'.repeat(100) + '}'`,
    ],
  ])('a message that is %s ends the call', async (_, message) => {
    const placement = await hostile(`const { call } = message; if (message.type === 'call') say(${message});`);
    expect(await start(placement).outcome).toMatchObject({ kind: 'failed', failure: 'misused' });
  });

  test('whatever it gives to the host that is no text is refused', async () => {
    const placement = await hostile(`
      const { call } = message;
      const odd = [undefined, null, 5, [], {}, new Uint8Array(10), new Date(0), new Map([[1, 2]])];
      const answers = odd.map((value) => { try { return $0(value) } catch (error) { return error.name } });
      for (const value of [() => {}, Symbol('x'), new Proxy({}, {}), { get a() { throw 1 } }]) { try { $0(value) } catch {} }
      say({ type: 'done', call, value: answers });`);
    expect(await start(placement).outcome).toMatchObject({ kind: 'failed', failure: 'misused' });
  });

  test('host calls that no plugin may make are refused there and then', async () => {
    const placement = await hostile(`
      const { call } = message;
      if (message.type === 'call') say({ type: 'host', call, id: 1, body: { do: 'records.sql', text: 'drop table' } });
      if (message.type === 'answer') say({ type: 'done', call, value: message.error });`);
    const heard: HostCall[] = [];
    expect(await start(placement, heard).outcome).toMatchObject({
      kind: 'done',
      value: { code: 'KILN_BAD_REQUEST', message: expect.stringContaining('/do is not one of records.get') },
    });
    expect(heard).toEqual([]);
  });

  test('talking without end after the call is over stops the isolate', async () => {
    const placement = await hostile(`
      const { call } = message;
      say({ type: 'done', call, value: 1 });
      for (;;) say({ type: 'host', call, id: 1, body: { do: 'kv.get', key: 'x' } });`);
    expect(await start(placement).outcome).toEqual({ kind: 'done', value: 1 });
    await expect.poll(() => placement.alive, { timeout: 15_000 }).toBe(false);
  });

  test('host calls after the deadline reach nobody', async () => {
    const placement = await hostile(`
      const { call } = message;
      if (message.type === 'call') say({ type: 'timer', call, id: 1, ms: 400 });
      if (message.type !== 'answer') say({ type: 'host', call, id: 2, body: { do: 'kv.set', key: message.type, value: 1 } });`);
    const heard: HostCall[] = [];
    const outcome = await start(placement, heard, { deadlineMs: 150 }).outcome;
    expect(outcome).toMatchObject({ kind: 'failed', failure: 'deadline' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(heard.map((call) => 'key' in call && call.key)).toEqual(['call']);
  });
});

describe('a child that was taken over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kiln forger '));
  afterAll(() => rm(folder, { recursive: true }));

  /** A sandbox whose children run `body`: `send(message)`, `raw(bytes)`, and `message` for each that comes. */
  async function forged(body: string) {
    const file = join(folder, `${randomUUID()}.mjs`);
    await writeFile(
      file,
      `import { Socket } from 'node:net';
       const pipe = new Socket({ fd: 3, readable: true, writable: true });
       const raw = (bytes) => pipe.write(bytes);
       const send = (message) => {
         const text = typeof message === 'string' ? message : JSON.stringify(message);
         const head = Buffer.alloc(4); head.writeUInt32LE(Buffer.byteLength(text));
         raw(Buffer.concat([head, Buffer.from(text)]));
       };
       let held = Buffer.alloc(0);
       pipe.on('close', () => process.exit());
       pipe.on('data', (data) => {
         held = Buffer.concat([held, data]);
         while (held.length >= 4 && held.length >= 4 + held.readUInt32LE()) {
           const message = JSON.parse(held.subarray(4, 4 + held.readUInt32LE()));
           held = held.subarray(4 + held.readUInt32LE());
           if (message.type === 'load') send({ type: 'loaded', isolate: message.isolate, provides: ${JSON.stringify(noPlugin)} });
           if (message.type === 'call') handle(message);
         }
       });
       function handle(message) { const { call } = message; ${body} }
       send({ type: 'ready', uid: 0 });`,
    );
    const sandbox = createTestSandbox(async () => ({ file: process.execPath, args: [file] }));
    await sandbox.use({});
    return sandbox;
  }

  test.concurrent.each([
    ['is no JSON', `send('{');`],
    ['is of no known type', `send({ type: 'exec', command: 'ls' });`],
    ['has one member too many', `send({ type: 'done', call, value: 1, cpuMs: 1, logsDropped: 0, admin: true });`],
    ['has numbers that are none', `send('{"type":"done","call":' + call + ',"value":1,"cpuMs":-1,"logsDropped":0}');`],
    [
      'pollutes',
      `send('{"type":"done","call":' + call + ',"value":{"a":{"__proto__":{"polluted":1}}},"cpuMs":1,"logsDropped":0}');`,
    ],
    [
      'asks for what there is not',
      `send({ type: 'host', call, id: 1, body: { do: 'records.sql', text: 'select 1' } });`,
    ],
    ['is announced with 4 GB', `const head = Buffer.alloc(4); head.writeUInt32LE(0xffffffff); raw(head);`],
    [
      'is deeper than any',
      `send('{"type":"done","call":' + call + ',"value":' + '['.repeat(1e5) + ']'.repeat(1e5) + ',"cpuMs":1,"logsDropped":0}');`,
    ],
    [
      'is about calls that there are not, without end',
      `const more = () => { for (let i = 1; i < 1000; i++) send({ type: 'log', call: call + i, body: { do: 'log', level: 'info', message: '' } }); setImmediate(more); }; more();`,
    ],
    [
      'never ends',
      `const head = Buffer.alloc(4); head.writeUInt32LE(30e6); raw(head); const more = () => raw(Buffer.alloc(65536, 32)) && setImmediate(more); more();`,
    ],
  ])('what %s ends it', async (_, body) => {
    const sandbox = await forged(body);
    const heard: HostCall[] = [];
    const call = sandbox.run('x', null, {
      limits: { deadlineMs: 300 },
      host: async (asked) => {
        heard.push(asked);
        return null;
      },
    });
    await expect(call).rejects.toMatchObject({ code: 'KILN_PLUGIN_UNAVAILABLE' });
    expect(heard).toEqual([]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    await sandbox.close();
  });

  test('calls and host calls of others cannot be answered or made', async () => {
    const sandbox = await forged(`
      for (let other = call + 1; other < call + 50; other++) {
        send({ type: 'done', call: other, value: 'forged', cpuMs: 1, logsDropped: 0 });
        send({ type: 'host', call: other, id: 1, body: { do: 'kv.get', key: 'forged' } });
      }
      send({ type: 'loaded', isolate: 77, provides: ${JSON.stringify(noPlugin)} });
      send({ type: 'gone', isolate: 77 }); send({ type: 'cleared', isolate: 77 });
      send({ type: 'memory', isolates: [{ isolate: 77, bytes: 1e15 }], rss: 1e15 });
      send({ type: 'ready', uid: 0 });
      send({ type: 'done', call, value: 'mine', cpuMs: 1, logsDropped: 0 });
      send({ type: 'host', call, id: 1, body: { do: 'kv.set', key: 'late', value: 1 } });`);
    const heard: HostCall[] = [];
    const host = async (asked: HostCall) => {
      heard.push(asked);
      return null;
    };
    expect(await sandbox.run('x', null, { host })).toBe('mine');
    expect(await sandbox.run('x', null, { host })).toBe('mine');
    expect(heard).toEqual([]);
    await sandbox.close();
  });

  test('limits are counted on this side, too', async () => {
    const sandbox = await forged(`
      for (let line = 0; line < 1000; line++) send({ type: 'log', call, body: { do: 'log', level: 'info', message: '' } });
      for (let id = 1; id <= 1000; id++) send({ type: 'host', call, id, body: { do: 'kv.get', key: 'x' } });`);
    const heard: HostCall[] = [];
    const call = sandbox.run('x', null, {
      host: async (asked) => {
        heard.push(asked);
        return null;
      },
    });
    await expect(call).rejects.toMatchObject({ failure: 'hostCalls' });
    expect(heard.filter((asked) => asked.do === 'log')).toHaveLength(200);
    expect(heard.filter((asked) => asked.do !== 'log')).toHaveLength(defaultLimits.hostCalls);
    await sandbox.close();
  });

  test('a hook that answers for other records than it was asked about fails', async () => {
    const sandbox = await forged(
      `send({ type: 'done', call, value: [{ outcome: 'pass', values: {} }], cpuMs: 1, logsDropped: 0 });`,
    );
    const entry = { kind: 'hook', entity: 'order', name: 'creating' } as const;
    await expect(sandbox.run('', null, { entry, args: [[{}, {}]] })).rejects.toMatchObject({ failure: 'misused' });
    await sandbox.close();
  });
});
