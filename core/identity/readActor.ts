import type { Actor, ActorFact } from '../context/types.ts';
import type { Queryable } from '../db/types.ts';
import { isObject, type Json } from '../lib/json.ts';
import type { Model } from '../model/types.ts';
import { type ActorSource, actorSql } from './actorSql.ts';
import type { Known } from './types.ts';

/** Reads whom a credential stands for. `key` is what actorSql says of the source. One round trip. */
export async function readActor(
  run: Queryable,
  model: Model,
  source: ActorSource,
  key: string,
): Promise<Known | undefined> {
  const [row] = await run.query({
    name: `actor ${source} ${model.version}`,
    text: actorSql(model, source),
    values: [key],
    readOnly: true,
  });
  return row?.[0] ? parse(JSON.parse(row[0])) : undefined;
}

function parse(found: Json): Known | undefined {
  if (!isObject(found) || !isObject(found.fields)) return undefined;
  const { id, name, expiresAt, tokenId, roles, teams, teamsBelow, teamUsers, belowUsers, fields } = found;
  const own = String(id);
  const facts: Record<string, ActorFact> = {};
  for (const [field, value] of Object.entries(fields)) if (isFact(value)) facts[field] = value;
  const actor: Actor = {
    kind: typeof tokenId === 'string' ? 'token' : 'user',
    id: own,
    name: String(name),
    roles: texts(roles).sort(),
    facts: {
      ...facts,
      teams: texts(teams),
      teamsBelow: texts(teamsBelow),
      teamUsers: texts(teamUsers),
      belowUsers: texts(belowUsers),
      grantees: [own, ...texts(teams)],
    },
  };
  return {
    actor,
    expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined,
    tokenId: typeof tokenId === 'string' ? tokenId : undefined,
  };
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isFact(value: Json | undefined): value is string | number | boolean | null {
  return value !== undefined && (value === null || typeof value !== 'object');
}
