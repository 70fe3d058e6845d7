import { isObject, type JsonObject } from '../lib/json.ts';
import type { DefinitionsClient, Edit } from './definitionsClient.ts';

/** An edit that gives a workflow this trigger; `more`: of the document. Without steps it ends at once. */
export function putWorkflow(name: string, trigger: JsonObject, more: JsonObject = {}): Edit {
  const steps = [{ id: 'end', do: 'stop', with: {} }];
  return {
    kind: 'workflow',
    name,
    document: { $schema: 'kiln:workflow', $id: name, title: name, trigger, steps, ...more },
  };
}

export interface TriggeredRun {
  readonly state: string;
  readonly trigger: JsonObject;
  readonly record: string | null;
  readonly held: boolean;
}

/** The runs of a workflow, the first one first. */
export async function runsOf(client: DefinitionsClient, workflow: string): Promise<TriggeredRun[]> {
  const rows = await client.query(
    `select state, trigger, record, held from kiln.run where workflow = '${workflow}' order by seq`,
  );
  return rows.map(([state, trigger, record, held]) => {
    const parsed: unknown = JSON.parse(trigger ?? 'null');
    if (!isObject(parsed)) throw new Error('a run without a trigger');
    return { state: state ?? '', trigger: parsed, record: record ?? null, held: held === 't' };
  });
}
