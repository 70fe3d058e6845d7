import type { Ctx } from '../../context/types.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Workflow } from '../../model/types.ts';

const states = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'];
/** Runs of so many days are counted, each state up to so many. */
const days = 7;
const mostCounted = 10_000;

/** A workflow as lists show it, with how its runs of the last seven days went. */
export interface WorkflowSummary {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly icon?: string;
  readonly enabled: boolean;
  /** Whose it is. */
  readonly package: string;
  readonly trigger: JsonObject;
  /** By state; 10,000: that many, or more. */
  readonly runs: Readonly<Record<string, number>>;
  readonly lastRun: Json;
}

/** The workflows of the model, by title, in a language; `only`: this one alone. */
export async function listWorkflows(ctx: Ctx, locale: string, only?: Workflow): Promise<WorkflowSummary[]> {
  const workflows = only ? [only] : [...ctx.model.workflows.values()];
  const [row] = await ctx.run.query({
    text: `select coalesce(json_object_agg(w, json_build_object(
        'runs', (select json_object_agg(s, (select count(*) from (
          select from kiln.run r where r.workflow = w and r.state = s and r.id >= $3::uuid limit ${mostCounted}) c))
          from unnest($2::text[]) s),
        'lastRun', (select json_build_object('id', r.id, 'state', r.state, 'createdAt', ${isoTimeSql('r.created_at')}, 'endedAt', ${isoTimeSql('r.ended_at')})
          from unnest($2::text[]) s cross join lateral (
            select * from kiln.run r where r.workflow = w and r.state = s order by r.id desc limit 1
          ) r order by r.id desc limit 1)
      )), '{}') from unnest($1::text[]) w`,
    values: [workflows.map(({ id }) => id), states, firstId(Date.now() - days * 86_400_000)],
    readOnly: true,
  });
  const found: Readonly<Record<string, Pick<WorkflowSummary, 'runs' | 'lastRun'>>> = JSON.parse(row?.[0] ?? '{}');
  const packages = new Map(
    ctx.model.definitions.filter(({ kind }) => kind === 'workflow').map((each) => [each.name, each.package]),
  );
  const texts = ctx.model.locales.get(locale)?.workflows;
  const say = (name: string, text: string) => texts?.[name]?.[text] ?? text;
  return workflows
    .map(({ id, name, title, description, icon, enabled, document }) => ({
      name,
      title: say(name, title),
      ...(description === undefined ? {} : { description: say(name, description) }),
      ...(icon === undefined ? {} : { icon }),
      enabled,
      package: packages.get(name) ?? '',
      trigger: triggerOf(document),
      runs: found[id]?.runs ?? {},
      lastRun: found[id]?.lastRun ?? null,
    }))
    .sort((a, b) => a.title.localeCompare(b.title, texts ? locale : 'en'));
}

function triggerOf({ trigger }: JsonObject): JsonObject {
  return isObject(trigger) ? trigger : {};
}

/** The least uuid v7 of a moment (milliseconds since 1970). */
function firstId(ms: number): string {
  const hex = Math.floor(ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
