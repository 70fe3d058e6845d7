import { getPriority } from 'node:os';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import { childCommand } from './childCommand.ts';
import { createSandbox } from './createSandbox.ts';
import { PluginError } from './PluginError.ts';
import type { HostCall } from './protocol.ts';
import { context, createTestSandbox, defaultLimits, functionsCode, pluginCode } from './sandbox.testing.ts';

const sandbox = createTestSandbox();
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.heard.length = 0;
});

const soon = { timeout: 15_000 };
const head = `import { cel, definePlugin, HostError, refuse, Refusal } from 'kiln:sdk';`;

async function caught(promise: Promise<unknown>): Promise<PluginError> {
  const error = await promise.then(
    () => expect.fail('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PluginError)) throw error;
  return error;
}

describe('calls', () => {
  test('functions get their input and answer JSON', async () => {
    await sandbox.use({
      add: 'return input.a + input.b;',
      dates: 'return { at: new Date(0), nothing: undefined, list: [undefined] };',
      none: '',
    });
    expect(await sandbox.run('add', { a: 1, b: 2 })).toBe(3);
    expect(await sandbox.run('dates')).toEqual({ at: '1970-01-01T00:00:00.000Z', list: [null] });
    expect(await sandbox.run('none')).toBeNull();
  });

  test('the context is what the caller says, and cannot be changed', async () => {
    await sandbox.use({
      tell: `return { ...ctx, now: ctx.now.getTime(), today: ctx.t('Hello {name}', { name: 'Ada' }), other: ctx.t('Bye') };`,
      change: `ctx.config.a.b = 2;`,
      actor: `ctx.actor.roles.push('admin');`,
    });
    const given = {
      ...context,
      config: { a: { b: 1 } },
      texts: { 'Hello {name}': '你好，{name}' },
      idempotencyKey: 'k',
    };
    expect(await sandbox.run('tell', null, { context: given })).toMatchObject({
      actor: context.actor,
      locale: 'en',
      now: Date.parse(context.now),
      timeZone: 'Europe/Berlin',
      requestId: 'request-1',
      idempotencyKey: 'k',
      config: { a: { b: 1 } },
      today: '你好，Ada',
      other: 'Bye',
    });
    expect((await caught(sandbox.run('change', null, { context: given }))).thrown?.message).toMatch(/read only/);
    expect((await caught(sandbox.run('actor'))).thrown?.message).toMatch(/not extensible/);
    // Settings that changed are sent again.
    expect(await sandbox.run('tell', null, { context: { ...given, config: { c: 1 } } })).toMatchObject({
      config: { c: 1 },
    });
  });

  test('every kind of entry is called with its arguments', async () => {
    const code = await pluginCode(`${head}
      export default definePlugin({
        functions: { quote: { title: 'Quote', input: { type: 'object' }, roles: ['sales'], handler: (ctx, input) => ({ got: input }) } },
        steps: { wait: (ctx, input) => ['step', input] },
        services: { rate: { handler(ctx, input) { return ['service', input]; } } },
        events: { 'order.updated': (ctx, event) => { ctx.log.info('event', event); } },
        jobs: {
          nightly: { title: 'Night', cron: '0 3 * * *', timeZone: 'Asia/Shanghai', handler: (ctx, input) => { ctx.log.info('job', input); } },
          later: async (ctx, input) => { ctx.log.info('later', input); },
        },
        migrations: { '1.1.0': { up: (ctx) => { ctx.log.info('up'); }, down: (ctx) => { ctx.log.info('down'); } } },
        hooks: { order: { creating() {}, deleted() {} } },
      });`);
    await sandbox.load(code, defaultLimits, 'shared');
    const call = (entry: Parameters<typeof sandbox.call>[0]['entry'], ...args: Json[]) =>
      sandbox.run('', null, { entry, args });
    expect(await call({ kind: 'function', name: 'quote' }, 1)).toEqual({ got: 1 });
    expect(await call({ kind: 'step', name: 'wait' }, 2)).toEqual(['step', 2]);
    expect(await call({ kind: 'service', name: 'rate' }, 3)).toEqual(['service', 3]);
    expect(await call({ kind: 'event', name: 'order.updated' }, { id: 'x' })).toBeNull();
    expect(await call({ kind: 'job', name: 'nightly' }, null)).toBeNull();
    expect(await call({ kind: 'job', name: 'later' }, 4)).toBeNull();
    expect(await call({ kind: 'migration', version: '1.1.0', direction: 'up' })).toBeNull();
    expect(await call({ kind: 'migration', version: '1.1.0', direction: 'down' })).toBeNull();
    const lines = sandbox.heard.flatMap((line) => (line.do === 'log' ? [[line.message, line.data]] : []));
    expect(lines).toEqual([
      ['event', { id: 'x' }],
      ['job', null],
      ['later', 4],
      ['up', undefined],
      ['down', undefined],
    ]);
    expect((await caught(call({ kind: 'function', name: 'constructor' }))).thrown?.message).toBe(
      'The plugin has no "constructor".',
    );
    expect((await caught(call({ kind: 'hook', entity: 'order', name: 'updated' }, []))).thrown?.message).toMatch(
      /no "/,
    );
    expect(await sandbox.describe(code)).toEqual({
      hooks: { order: ['creating', 'deleted'] },
      events: ['order.updated'],
      functions: { quote: { title: 'Quote', input: { type: 'object' }, roles: ['sales'] } },
      steps: { wait: {} },
      services: { rate: {} },
      jobs: { nightly: { title: 'Night', cron: '0 3 * * *', timeZone: 'Asia/Shanghai' }, later: {} },
      migrations: ['1.1.0'],
    });
  });

  test('an error names the file and line of the plugin', async () => {
    const code = await pluginCode(`${head}
interface Line { price: number | null }
function total(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + (line.price as any).cents, 0);
}
export default definePlugin({ functions: { async total(ctx, input) {
  await ctx.kv.get('x');
  return total(input);
} } });`);
    await sandbox.load(code, defaultLimits, 'shared');
    const error = await caught(sandbox.run('total', [{ price: null }]));
    expect(error).toMatchObject({ code: 'KILN_PLUGIN_FAILED', plugin: 'test', failure: 'threw' });
    expect(error.message).toBe('The plugin "test" failed (function total).');
    expect(error.extra).toEqual({ plugin: 'test', entry: 'function total' });
    expect(error.thrown?.stack).toMatch(
      /^TypeError: Cannot read properties of null \(reading 'cents'\)\n {4}at src\/index\.ts:4:6\d\n {4}at (Object\.)?total \(src\/index\.ts:4:16\)\n {4}at (Object\.)?total \(src\/index\.ts:8:10\)$/,
    );
  });

  test('code that does not run is refused, and what was there stays', async () => {
    await sandbox.use({ one: 'return 1;' });
    const load = async (source: string) => caught(sandbox.load(await pluginCode(source), defaultLimits, 'shared'));
    expect((await load(`${head}\nthrow new Error('at once');`)).message).toMatch(
      /does not run: Error: at once\n {4}at src\/index\.ts:2:7/,
    );
    expect((await load(`${head}\nexport const nothing = 1;`)).message).toMatch(/no default export/);
    expect((await load(`import fs from 'node:fs';\nexport default fs;`)).message).toMatch(
      /"node:fs" is not there in the sandbox/,
    );
    expect((await load(`${head}\nexport default definePlugin({ hook: {} } as any);`)).message).toMatch(
      /does not know "hook"/,
    );
    expect(
      (await load(`${head}\nexport default definePlugin({ hooks: { order: { created: 1, saved() {} } } } as any);`))
        .message,
    ).toMatch(/hooks\.order\./);
    expect((await load(`${head}\nexport default definePlugin({ jobs: { a: {} } } as any);`)).message).toMatch(
      /jobs\.a\.handler is not a function/,
    );
    expect((await load(`${head}\nfor (;;);`)).message).toMatch(/more than 500 ms|too long/);
    const broken = { plugin: 'test', version: '1.0.0', hash: '', bundle: 'module.exports = (', sourceMap: '' };
    expect((await caught(sandbox.load(broken, defaultLimits, 'shared'))).message).toMatch(
      /does not run: Unexpected token '}' \[test\.js:2:1\]/,
    );
    expect(await sandbox.run('one')).toBe(1);
  });

  test('another version takes its place when its calls have ended', async () => {
    await sandbox.use({ slow: `await ctx.kv.get('wait'); return 'old';`, other: `return 'old';` });
    const { promise, resolve } = Promise.withResolvers<null>();
    const running = sandbox.run('slow', null, { host: () => promise });
    await expect.poll(() => sandbox.stats()[0]?.running, soon).toBe(1);
    const loading = sandbox.use({ slow: `return 'new';`, other: `return 'new';` });
    await expect.poll(() => sandbox.run('other'), soon).toBe('new');
    resolve(null);
    expect(await running).toBe('old');
    await loading;
    await sandbox.unload('test');
    expect((await caught(sandbox.run('other'))).code).toBe('KILN_PLUGIN_UNAVAILABLE');
    expect(sandbox.stats()).toEqual([]);
  });
});

describe('hooks', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `n${index}`, points: index }));
  async function useHooks(hooks: string): Promise<void> {
    const code = await pluginCode(`${head}\nexport default definePlugin({ hooks: { order: { ${hooks} } } });`);
    await sandbox.load(code, defaultLimits, 'shared');
  }
  const hook = (name: 'creating' | 'updating' | 'created', ...args: Json[]) =>
    sandbox.run('', null, { entry: { kind: 'hook', entity: 'order', name }, args });

  test('before a write each record is passed, changed or refused', async () => {
    await useHooks(`async creating(ctx, record) {
      await ctx.kv.get(record.name);
      if (record.points === 1) return { points: 10 };
      if (record.points === 2) refuse({ points: 'Two is too many.' });
      if (record.points === 3) refuse('Not today.');
    }`);
    expect(await hook('creating', rows(4))).toEqual([
      { outcome: 'pass', values: {} },
      { outcome: 'pass', values: { points: 10 } },
      { outcome: 'refuse', refusal: { message: null, fields: { points: 'Two is too many.' } } },
      { outcome: 'refuse', refusal: { message: 'Not today.', fields: {} } },
    ]);
    expect(await hook('creating', [])).toEqual([]);
  });

  test('a thousand records are one call, with the limits of each', async () => {
    await useHooks(`async creating(ctx, record) { return { label: await ctx.kv.get(record.name) }; }`);
    let most = 0;
    let now = 0;
    const answers = await sandbox.run('', null, {
      entry: { kind: 'hook', entity: 'order', name: 'creating' },
      args: [rows(1_000)],
      host: async (call) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise(setImmediate);
        now -= 1;
        return call.do === 'kv.get' ? call.key : null;
      },
    });
    expect(answers).toHaveLength(1_000);
    expect(answers).toMatchObject({ 999: { outcome: 'pass', values: { label: 'n999' } } });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(10);
  });

  test('an update knows the change and the record, which are read-only', async () => {
    await useHooks(`
      updating(ctx, change, record) { return { sum: change.points + record.points }; },
      creating(ctx, record) { record.points = 5; }`);
    expect(await hook('updating', [{ points: 1 }], [{ points: 2 }])).toEqual([{ outcome: 'pass', values: { sum: 3 } }]);
    expect((await caught(hook('creating', rows(1)))).thrown?.message).toMatch(/read only property 'points'/);
  });

  test('after a write records come one by one, and a refusal fails all', async () => {
    await useHooks(`async created(ctx, record) {
      ctx.log.info('begin ' + record.name);
      await ctx.kv.get('x');
      ctx.log.info('end ' + record.name);
      if (record.points === 2) refuse('No.', { points: 'Not two.' });
    }`);
    expect(await hook('created', rows(2))).toBeNull();
    expect(sandbox.heard.flatMap((line) => (line.do === 'log' ? [line.message] : []))).toEqual([
      'begin n0',
      'end n0',
      'begin n1',
      'end n1',
    ]);
    const refused = await hook('created', rows(3)).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'KILN_INVALID',
      errors: [
        { pointer: '', code: 'rule', message: 'No.' },
        { pointer: '/points', code: 'rule', message: 'Not two.' },
      ],
      index: 2,
    });
  });

  test('what is no object of values is a failure', async () => {
    await useHooks(`creating() { return 5 as any; }`);
    expect((await caught(hook('creating', rows(1)))).thrown?.message).toMatch(/answers an object/);
  });
});

describe('host calls', () => {
  test('everything of ctx becomes a host call', async () => {
    const seen: HostCall[] = [];
    await sandbox.use({
      all: `
        const orders = ctx.records('order');
        await orders.get('1', { select: 'id', lock: true });
        await orders.find({ where: cel\`name == \${'a"b\\\\'} && n > \${-1.5} && at < \${new Date(0)} && x in \${[1, null, true]}\`, count: true });
        await orders.first({ sort: '-name' });
        for await (const each of orders.each({ search: 'x' })) ctx.log.debug('each', each);
        await orders.create({ a: 1 });
        await orders.create([{ a: 1 }, { a: 2 }]);
        await orders.update('1', { a: null }, { version: 3 });
        await orders.delete('1');
        await orders.aggregate({ measure: 'count()', group: 'a' });
        await ctx.own.records('order').get('2');
        await ctx.secrets.get('key');
        await ctx.kv.get('a');
        await ctx.kv.set('a', { b: 1 }, { ttlSeconds: 60, ifAbsent: true, expected: null });
        await ctx.kv.increment('n', 2);
        await ctx.kv.delete('a');
        await ctx.kv.list({ prefix: 'a' });
        await ctx.schedule.at(new Date(0), 'nightly', { x: 1 }, { key: 'k' });
        await ctx.schedule.cancel('k');
        await ctx.services.call('other', 'rate', { a: 1 });
      `,
    });
    let pages = 0;
    await sandbox.run('all', null, {
      host: async (call) => {
        seen.push(call);
        if (call.do !== 'records.find') return null;
        pages += 1;
        return { data: [{ id: pages }], next: pages === 3 ? 'more' : null };
      },
    });
    expect(seen).toEqual([
      { do: 'records.get', as: 'actor', entity: 'order', id: '1', select: 'id', lock: true },
      {
        do: 'records.find',
        as: 'actor',
        entity: 'order',
        where:
          'name == "a\\"b\\\\" && n > (-1.5) && at < timestamp("1970-01-01T00:00:00.000Z") && x in [1, null, true]',
        count: true,
      },
      { do: 'records.find', as: 'actor', entity: 'order', sort: '-name', limit: 1 },
      { do: 'records.find', as: 'actor', entity: 'order', search: 'x', limit: 200 },
      { do: 'log', level: 'debug', message: 'each', data: { id: 3 } },
      { do: 'records.find', as: 'actor', entity: 'order', search: 'x', limit: 200, after: 'more' },
      { do: 'log', level: 'debug', message: 'each', data: { id: 4 } },
      { do: 'records.create', as: 'actor', entity: 'order', values: { a: 1 } },
      { do: 'records.create', as: 'actor', entity: 'order', values: [{ a: 1 }, { a: 2 }] },
      { do: 'records.update', as: 'actor', entity: 'order', id: '1', values: { a: null }, version: 3 },
      { do: 'records.delete', as: 'actor', entity: 'order', id: '1' },
      { do: 'records.aggregate', as: 'actor', entity: 'order', measure: 'count()', group: 'a' },
      { do: 'records.get', as: 'plugin', entity: 'order', id: '2' },
      { do: 'secrets.get', name: 'key' },
      { do: 'kv.get', key: 'a' },
      { do: 'kv.set', key: 'a', value: { b: 1 }, ttlSeconds: 60, ifAbsent: true, expected: null },
      { do: 'kv.increment', key: 'n', by: 2 },
      { do: 'kv.delete', key: 'a' },
      { do: 'kv.list', prefix: 'a' },
      { do: 'schedule.at', at: '1970-01-01T00:00:00.000Z', job: 'nightly', input: { x: 1 }, key: 'k' },
      { do: 'schedule.cancel', key: 'k' },
      { do: 'services.call', plugin: 'other', name: 'rate', input: { a: 1 } },
    ]);
  });

  test('fetch sends and reads what the web does', async () => {
    const seen: HostCall[] = [];
    await sandbox.use({
      send: `
        const a = await ctx.fetch('https://api.example.com/x', { method: 'post', headers: { 'X-A': '1' }, body: { b: 1 } });
        const b = await ctx.fetch(new URL('/y', 'https://api.example.com'), { body: new Uint8Array([0, 255]), redirect: 'manual', timeoutMs: 5 });
        await ctx.fetch('https://api.example.com/z', { method: 'PUT', body: new URLSearchParams({ q: 'a b' }) });
        return [a.ok, a.status, a.headers.get('X-Kind'), a.headers.has('nothing'), await a.json(), await b.text(), [...(await b.bytes())]];
      `,
      abort: `
        const controller = new AbortController();
        const waiting = ctx.fetch('https://api.example.com', { signal: controller.signal });
        controller.abort(new Error('enough'));
        return waiting.catch((error) => error.message);
      `,
    });
    const answer = (body: Json) => ({
      url: 'https://api.example.com/x',
      status: 201,
      statusText: 'Created',
      redirected: false,
      headers: [
        ['x-kind', 'a'],
        ['X-Kind', 'b'],
      ],
      body,
    });
    const result = await sandbox.run('send', null, {
      host: async (call) => {
        seen.push(call);
        return answer(seen.length === 1 ? { as: 'text', text: '{"c":1}' } : { as: 'base64', base64: '4pyTIA==' });
      },
    });
    expect(result).toEqual([true, 201, 'a, b', false, { c: 1 }, '✓ ', [226, 156, 147, 32]]);
    expect(seen).toEqual([
      {
        do: 'fetch',
        url: 'https://api.example.com/x',
        method: 'POST',
        headers: [
          ['X-A', '1'],
          ['content-type', 'application/json'],
        ],
        redirect: 'follow',
        body: { as: 'text', text: '{"b":1}' },
      },
      {
        do: 'fetch',
        url: 'https://api.example.com/y',
        method: 'GET',
        headers: [],
        redirect: 'manual',
        body: { as: 'base64', base64: 'AP8=' },
        timeoutMs: 5,
      },
      {
        do: 'fetch',
        url: 'https://api.example.com/z',
        method: 'PUT',
        headers: [['content-type', 'application/x-www-form-urlencoded;charset=UTF-8']],
        redirect: 'follow',
        body: { as: 'text', text: 'q=a+b' },
      },
    ]);
    const slow = sandbox.run('abort', null, {
      host: () => new Promise((resolve) => setTimeout(resolve, 20, answer(null))),
    });
    expect(await slow).toBe('enough');
  });

  test('a refusal of the server is an error that may be caught, and known when it is not', async () => {
    await sandbox.use({
      caught: `try { await ctx.records('order').get('1'); } catch (error) {
        return [error instanceof HostError, error.code, error.message, error.errors, error.data.status];
      }`,
      thrown: `await ctx.records('order').get('1');`,
    });
    const refusal = new KilnError('KILN_INVALID', {
      errors: [{ pointer: '/name', code: 'empty', params: {}, message: 'Must not be empty.' }],
    });
    const host = async () => {
      throw refusal;
    };
    expect(await sandbox.run('caught', null, { host })).toEqual([
      true,
      'KILN_INVALID',
      'Must not be empty.',
      [{ pointer: '/name', code: 'empty', message: 'Must not be empty.' }],
      422,
    ]);
    const error = await caught(sandbox.run('thrown', null, { host }));
    expect(error.cause).toBe(refusal);
    expect(error.thrown?.stack).toContain('src/index.ts:');
    // What is not said on purpose may hold a secret.
    const broken = new Error('password is hunter2');
    const hidden = await sandbox.run('caught', null, { host: () => Promise.reject(broken) });
    expect(hidden).toMatchObject([true, 'KILN_INTERNAL', 'Something went wrong on the server.', [], 500]);
  });

  test('the call ends when all that it asked for has come back', async () => {
    await sandbox.use({
      forget: `void ctx.kv.set('a', 1); return 'done';`,
      fail: `void ctx.kv.set('a', 1); throw new Error();`,
    });
    for (const name of ['forget', 'fail']) {
      const { promise, resolve } = Promise.withResolvers<null>();
      const order: string[] = [];
      const asked = Promise.withResolvers<void>();
      const call = sandbox
        .run(name, null, {
          host: async () => {
            asked.resolve();
            await promise;
            order.push('host');
            return null;
          },
        })
        .catch(() => undefined)
        .finally(() => order.push('call'));
      await asked.promise;
      resolve(null);
      await call;
      expect(order).toEqual(['host', 'call']);
    }
  });

  test('whoever cancels gets the reason, and the host hears of it', async () => {
    await sandbox.use({ wait: `await ctx.kv.get('x');` });
    const controller = new AbortController();
    const heard = Promise.withResolvers<AbortSignal>();
    const call = sandbox.run('wait', null, {
      signal: controller.signal,
      host: (_, signal) => {
        heard.resolve(signal);
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
      },
    });
    await heard.promise;
    controller.abort(new Error('The client has gone.'));
    await expect(call).rejects.toThrow('The client has gone.');
    await expect(sandbox.run('wait', null, { signal: controller.signal })).rejects.toThrow('The client has gone.');
  });
});

test('a call that cannot be told to a child fails alone', async () => {
  await sandbox.use({ one: `return ctx.kv.get('x');` }, { limits: { deadlineMs: 400 } });
  const slow = sandbox.run('one', null, { host: () => new Promise((resolve) => setTimeout(resolve, 100, 1)) });
  const long = { ...context, requestId: 'x'.repeat(1_000) };
  await expect(sandbox.run('one', null, { context: long })).rejects.toThrow('/context/requestId');
  await expect(sandbox.run('one', 'x'.repeat(40_000_000))).rejects.toThrow(RangeError);
  expect(await slow).toBe(1);
  const { deaths } = sandbox.processes();
  // Past its deadline, after which a call that was never sent would be taken for one that cannot be stopped.
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(sandbox.stats()[0]).toMatchObject({ running: 0, restarts: 0 });
  expect(sandbox.processes().deaths).toBe(deaths);
});

test('so many calls run, as many wait, more are refused; nested ones never wait', async () => {
  await sandbox.use({ wait: `await ctx.kv.get('x'); return 1;`, inner: 'return 2;' }, { limits: { concurrency: 2 } });
  const { promise, resolve } = Promise.withResolvers<null>();
  const host = () => promise;
  const calls = Array.from({ length: 4 }, () => sandbox.run('wait', null, { host }));
  await expect.poll(() => sandbox.stats()[0], soon).toMatchObject({ running: 2, queued: 2 });
  expect(await caught(sandbox.run('wait', null, { host }))).toMatchObject({
    code: 'KILN_PLUGIN_BUSY',
    extra: { plugin: 'test', retryAfter: 1 },
  });
  expect(await sandbox.run('inner', null, { nested: true })).toBe(2);
  resolve(null);
  expect(await Promise.all(calls)).toEqual([1, 1, 1, 1]);
});

test('plugins that are not trusted have a process of their own', async () => {
  await sandbox.use({ one: 'return 1;' });
  const before = sandbox.processes().running;
  await sandbox.use({ two: 'return 2;' }, { plugin: 'stranger', isolation: 'own' });
  expect(sandbox.processes().running).toBe(before + 1);
  expect(await sandbox.run('two', null, { plugin: 'stranger' })).toBe(2);
  expect(sandbox.stats().map(({ plugin, isolation }) => [plugin, isolation])).toEqual([
    ['test', 'shared'],
    ['stranger', 'own'],
  ]);
  await sandbox.unload('stranger');
  await expect.poll(() => sandbox.processes().running, soon).toBe(before);
});

test('counts what plugins do', async () => {
  await sandbox.unload('test');
  await sandbox.use({
    ok: `await ctx.kv.get('x'); for (let i = 0; i < 1e6; i++); return 1;`,
    bad: 'throw new Error();',
  });
  await sandbox.run('ok');
  await caught(sandbox.run('bad'));
  const [stats] = sandbox.stats();
  expect(stats).toMatchObject({
    plugin: 'test',
    version: '1.0.0',
    calls: 2,
    errors: 1,
    running: 0,
    hostCalls: 1,
    restarts: 0,
  });
  expect(stats?.cpuMs).toBeGreaterThan(0);
  expect(stats?.p95).toBeGreaterThanOrEqual(stats?.p50 ?? 0);
  await expect.poll(() => sandbox.stats()[0]?.memoryBytes, soon).toBeGreaterThan(100_000);
  expect(stats?.memoryBytes).toBeLessThan(10_000_000);
});

test('a sandbox that cannot be started says so, and runs nothing', async () => {
  const broken = createTestSandbox(async () => ({ ...(await childCommand()), file: '/nowhere/node' }));
  expect(broken.state).toEqual({ ready: true });
  expect(await broken.probe()).toMatchObject({ ready: false, reason: expect.stringContaining('ENOENT') });
  const code = await functionsCode({ one: 'return 1;' });
  expect((await caught(broken.load(code, defaultLimits, 'shared'))).code).toBe('KILN_PLUGIN_UNAVAILABLE');
  expect((await caught(broken.run('one'))).code).toBe('KILN_PLUGIN_UNAVAILABLE');
  await broken.close();
});

test('where the network cannot be taken from a child, the log and the state say so', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
  const { file, args } = await childCommand();
  const node = args.indexOf(process.execPath);
  const command = file === process.execPath ? { file, args } : { file: process.execPath, args: args.slice(node + 1) };
  const open = createSandbox({ log, command: async () => command });
  expect(await open.probe()).toEqual({ ready: true, network: 'reachable' });
  const code = await functionsCode({ one: 'return 1;' });
  // Another child: it is told once.
  await open.load(code, defaultLimits, 'own');
  await open.describe(code);
  await open.close();
  expect(lines.filter((line) => line.includes('network'))).toHaveLength(1);
});

test('children give way to the server', async () => {
  await sandbox.use({ one: 'return 1;' });
  const expected = Math.min(getPriority() + 5, 19);
  for (const pid of await sandbox.pids()) expect(getPriority(pid)).toBe(expected);
});

test("the time in which a URL is read outside of the isolate is the call's", async () => {
  await sandbox.use({ read: `for (let n = 0; n < input.times; n += 1) new URL('http://a/' + input.path);` });
  const cpuOf = async (path: string) => {
    const before = sandbox.stats().find(({ plugin }) => plugin === 'test')?.cpuMs ?? 0;
    await sandbox.run('read', { times: 20, path });
    return (sandbox.stats().find(({ plugin }) => plugin === 'test')?.cpuMs ?? 0) - before;
  };
  expect(await cpuOf('例'.repeat(20_000))).toBeGreaterThan(20 * 0.3);
});

test('nothing is left of a sandbox that was closed', async () => {
  const other = createTestSandbox();
  expect(await other.probe()).toEqual({ ready: true, network: (await childCommand()).network ?? 'reachable' });
  await other.use({ wait: `await ctx.kv.get('x');`, one: 'return 1;' });
  const hanging = caught(
    other.run('wait', null, {
      host: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(null))),
    }),
  );
  const known = await sandbox.pids();
  await other.close();
  expect((await hanging).code).toBe('KILN_PLUGIN_UNAVAILABLE');
  expect((await caught(other.run('one'))).code).toBe('KILN_PLUGIN_UNAVAILABLE');
  expect((await sandbox.pids()).length).toBeLessThan(known.length);
});
