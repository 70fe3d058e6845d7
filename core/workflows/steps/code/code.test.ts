import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/json.ts';
import { createSandbox } from '../../../sandbox/createSandbox.ts';
import type { Sandbox } from '../../../sandbox/Sandbox.ts';
import { type CalledStep, callStep, outputOf } from '../../../testing/callStep.ts';
import { signedIn } from '../../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../../testing/startTestServer.ts';
import type { StepResult, StepRunner } from '../../engine/StepRunner.ts';
import { bundleStep } from './bundleStep.ts';
import { createCode } from './createCode.ts';

let server: TestServer;
let sandbox: Sandbox;
let runner: StepRunner;

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      {
        $id: 'thing',
        title: 'Thing',
        'x-owned': true,
        required: ['name'],
        properties: {
          name: { type: 'string', title: 'Name', maxLength: 20 },
          size: { type: 'integer', title: 'Size' },
        },
      },
    ],
  });
  sandbox = createSandbox({ log: server.workspace.log });
  runner = createCode({ codeSandbox: sandbox });
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  await server.close();
});

function run(body: string, input: JsonObject = {}, called: CalledStep = {}): Promise<StepResult> {
  const code = `export default async function (ctx: any, input: any) { ${body} }`;
  return callStep(server, runner, { code, input }, called);
}

async function names(): Promise<(string | null)[]> {
  const rows = await server.workspace.db.query({
    text: 'select name from data.thing where deleted_at is null order by 1',
    values: [],
  });
  return rows.map(([name]) => name ?? null);
}

test('TypeScript with records, in the transaction of the run', async () => {
  const output = outputOf(
    await run(
      `const made: { id: string } = await ctx.records('thing').create({ name: input.name, size: 3 });
       await ctx.records('thing').update(made.id, { size: 4 });
       const { data } = await ctx.records('thing').find({ where: 'size == 4' });
       const [sum] = await ctx.records('thing').aggregate({ measure: 'sum(size)' });
       return { found: data.length, sum: sum['sum(size)'], none: await ctx.records('thing').get(ctx.idempotencyKey.slice(0, 36)), who: ctx.actor.kind };`,
      { name: 'One' },
    ),
  );
  expect(output).toEqual({ found: 1, sum: 4, none: null, who: 'workflow' });
  expect(await names()).toEqual(['One']);
});

test('what fails, and what it wrote before, is not there', async () => {
  const thrown = await run(`await ctx.records('thing').create({ name: 'Gone' }); throw new TypeError('no luck');`);
  expect(thrown).toMatchObject({
    failed: {
      code: 'KILN_STEP_FAILED',
      message: expect.stringContaining('no luck'),
      data: { stack: expect.stringContaining('step.ts') },
    },
  });
  const refused = await run(`await ctx.records('thing').create({ name: 'x'.repeat(30) });`);
  expect(refused).toMatchObject({ failed: { code: 'KILN_INVALID', data: [{ pointer: '/name' }] } });
  expect(await names()).toEqual(['One']);
  const caught = await run(`
    try { await ctx.records('thing').create({ name: 'x'.repeat(30) }); } catch {}
    await ctx.records('thing').create({ name: 'Two' });
    return 'went on';`);
  expect(caught).toEqual({ output: 'went on' });
  expect(await names()).toEqual(['One', 'Two']);
});

test('the rights are those of the run', async () => {
  const { actor } = await signedIn(server, 'Nobody Much', []);
  expect(await run(`return ctx.records('thing').find();`, {}, { actor })).toMatchObject({
    failed: { code: 'KILN_NOT_FOUND' },
  });
});

/** Threat: code that reaches for anything but records, or does not end. */
test.each([
  [`return ctx.own.records('thing').find();`],
  [`return ctx.fetch('https://example.com/');`],
  [`return ctx.secrets.get('apiKey');`],
  [`return ctx.kv.set('a', 1);`],
  [`return ctx.schedule.at(new Date(), 'x');`],
  [`return ctx.services.call('a', 'b');`],
])('has records alone: %s', async (body) => {
  expect(await run(body)).toMatchObject({ failed: { code: 'KILN_FORBIDDEN' } });
});

test.each([
  [`while (true) {}`],
  [`const all = []; while (true) all.push(new Array(1e6).fill('x'));`],
  [`for (let n = 0; n < 300; n += 1) await ctx.records('thing').find({ limit: 1 });`],
  [`return process.env;`],
  [`return (0, eval)('require')('fs');`],
])(
  'is stopped, and others go on: %s',
  async (body) => {
    expect(await run(body)).toMatchObject({ failed: { code: expect.stringMatching(/^KILN_(STEP_FAILED|PLUGIN_)/) } });
    expect(await run(`return input.n;`, { n: 1 })).toEqual({ output: 1 });
  },
  20_000,
);

test('code that says no often goes on, code that has to be stopped rests', async () => {
  const moody = (n: number) => run(`if (input.n < 20) throw new Error('no'); return input.n;`, { n });
  for (let n = 0; n < 20; n += 1) expect(await moody(n)).toMatchObject({ failed: { code: 'KILN_STEP_FAILED' } });
  expect(await moody(20)).toEqual({ output: 20 });
  const greedy = () =>
    run(`for (let n = 0; n < 300; n += 1) await ctx.records('thing').find({ limit: 1 }); /* greedy */`);
  let last: StepResult | undefined;
  for (let n = 0; n < 12; n += 1) last = await greedy();
  expect(last).toMatchObject({
    failed: {
      code: 'KILN_PLUGIN_UNAVAILABLE',
      message: expect.stringContaining('The code of this step is switched off'),
    },
    retry: { afterMs: expect.any(Number) },
  });
}, 20_000);

test('an output that is not what its schema says is a failure', async () => {
  const code = `export default async () => ({ count: 'many' });`;
  const schema = { type: 'object', properties: { count: { type: 'integer' } } };
  expect(await callStep(server, runner, { code, schema })).toMatchObject({
    failed: { code: 'KILN_STEP_FAILED', data: { errors: [{ pointer: '/count' }] } },
  });
});

test('code that is none is told with its line', async () => {
  const wrong = async (code: string) => {
    const error = await bundleStep(code).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    return error?.message;
  };
  expect(await wrong('const a = ;\nexport default () => 1;')).toMatch(/^Line 1, column 11: /);
  for (const code of ['export const a = 1;', 'const a = 1;', '// nothing', '']) {
    expect(await wrong(code)).toContain('no default export');
  }
  expect(await wrong(`import fs from 'node:fs'; export default () => fs;`)).toContain('imports "kiln:sdk" alone');
  expect(await wrong(`import x from '/etc/passwd'; export default () => x;`)).toContain('imports "kiln:sdk" alone');
  expect(await wrong(`import { cel } from 'kiln:sdk'; export default () => cel\`a\`;`)).toBeUndefined();
});
