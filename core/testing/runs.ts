import { expect } from 'vitest';
import { systemActor } from '../context/systemActor.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { startRun } from '../workflows/engine/startRun.ts';
import { checkRuns } from '../workflows/runs/checkRuns.ts';
import type { DefinitionsClient } from './definitionsClient.ts';
import type { TestServer } from './startTestServer.ts';
import { putWorkflow } from './workflows.ts';

export interface RunStep {
  readonly state: Json | undefined;
  readonly attempts: Json | undefined;
  readonly input: Json | undefined;
  readonly output: Json | undefined;
  readonly error: Json | undefined;
  readonly compensated: Json | undefined;
}

export interface RunLook {
  readonly state: string;
  readonly error: JsonObject;
  readonly attempt: Json | undefined;
  /** As `key state`, in their order. */
  readonly told: readonly string[];
  readonly steps: ReadonlyMap<string, RunStep>;
}

/** Runs of workflows that nothing sets off but a test. */
export interface TestRuns {
  put(name: string, steps: readonly JsonObject[], more?: JsonObject): Promise<void>;
  start(name: string, input?: JsonObject): Promise<string>;
  look(id: string): Promise<RunLook>;
  /** Waits until the run is in one of these states. */
  until(id: string, ...states: readonly string[]): Promise<RunLook>;
  /** Waits until the run has ended, so, and holds all runs against what has to be true of them. */
  ended(id: string, state?: string): Promise<RunLook>;
}

export function testRuns(server: Pick<TestServer, 'workspace'>, client: DefinitionsClient): TestRuns {
  async function look(id: string): Promise<RunLook> {
    const { body } = await client.call(`/api/runs/${id}`);
    const steps = new Map<string, RunStep>();
    for (const step of Array.isArray(body.steps) ? body.steps : []) {
      if (!isObject(step)) continue;
      const { state, attempts, input, output, error, compensated } = step;
      steps.set(String(step.key), { state, attempts, input, output, error, compensated });
    }
    const told = [...steps].map(([key, { state }]) => `${key} ${String(state)}`);
    return {
      state: String(body.state),
      error: isObject(body.error) ? body.error : {},
      attempt: body.attempt,
      told,
      steps,
    };
  }

  async function until(id: string, ...states: readonly string[]): Promise<RunLook> {
    await expect
      .poll(async () => states.includes((await look(id)).state), { timeout: 60_000, interval: 25 })
      .toBe(true);
    return look(id);
  }

  return {
    async put(name, steps, more = {}) {
      await client.apply([putWorkflow(name, { on: 'workflow' }, { steps: [...steps], ...more })]);
    },
    start: (workflow, input = {}) =>
      startRun(server.workspace.ctx(systemActor, 'test'), {
        workflow,
        trigger: { on: 'workflow', at: new Date().toISOString() },
        input,
      }),
    look,
    until,
    async ended(id, state = 'done') {
      const run = await until(id, 'done', 'failed', 'cancelled');
      expect([run.state, run.error]).toEqual([state, state === 'done' ? {} : run.error]);
      expect(await checkRuns(server.workspace.db)).toEqual([]);
      return run;
    },
  };
}
