import type { Grant } from '../access/types.ts';
import type { Actor, Ctx } from '../context/types.ts';
import { check } from '../expressions/check.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import { rights } from '../model/rights.ts';
import { entityScope } from '../model/scope.ts';
import type { Entity, Right } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import { grantsSql } from '../query/grantsSql.ts';
import { rowsReadable } from '../query/readable.ts';
import { rowAllowed } from '../query/rowAllowed.ts';
import { run } from '../query/run.ts';
import { entityOf, seenEntityOf } from './entityOf.ts';
import { notFound } from './notFound.ts';
import { granteesSql, shareJson } from './shareSql.ts';

/** Why somebody may or may not do something with one record. */
interface Explanation {
  readonly entity: string;
  readonly id: string;
  readonly actor: { readonly id: string; readonly name: string; readonly roles: readonly string[] };
  readonly rights: readonly RightExplanation[];
  /** Shares of the record with the actor or a team of theirs. */
  readonly shares: readonly unknown[];
  /** Fields that some role of the actor does not show or let change like the rest, in this record. */
  readonly fields: readonly FieldExplanation[];
}

interface RightExplanation {
  readonly right: Right;
  readonly allowed: boolean;
  /** What each role says; `rule`: CEL, true for every record, false for none. `applies`: to this record. */
  readonly roles: readonly { readonly role: string; readonly rule: string | boolean; readonly applies: boolean }[];
}

interface FieldExplanation {
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly shown: string; readonly writable: boolean }[];
}

/**
 * What `actor` may do with a record and by which role, rule and share. Who asks for somebody else sees no more of the
 * record than this; who asks for oneself must see it. Fields that the asker does not see are not told of. Throws
 * KILN_NOT_FOUND.
 */
export async function explainAccess(ctx: Ctx, entityName: string, id: string, actor: Actor): Promise<Explanation> {
  const entity = entityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  const theirs = ctx.as(actor);
  const { access } = theirs;
  const builder = createSqlBuilder(theirs);
  const key = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const asked = rights.flatMap((right) =>
    access
      .entity(entity.name)
      .grants(right)
      .map((grant) => ({ right, grant })),
  );
  const sees = rowsReadable(builder, entity, 't') ?? 'true';
  const grantees = builder.params.actor('grantees', 'uuid[]');
  const shares = `(
    select coalesce(json_agg(${shareJson} order by s.id), '[]') from kiln.share s join (${granteesSql(ctx)}) g on g.id = s.grantee
    where s.entity = ${quoteLiteral(entity.id)} and s.record = t.id and s.grantee = any(${grantees}))::text`;
  const columns = [
    sees,
    shares,
    ...rights.map((right) => rowAllowed(builder, entity, right, 't') ?? 'true'),
    ...asked.map(({ grant }) => grantsSql(builder, entity, 't', [grant]) ?? 'true'),
  ];
  const text = `select ${columns.join(', ')} from ${tableOf(entity)} t where t.id = ${key}`;
  const [row] = await run(theirs, { text, sources: builder.params.sources }, { arguments: [id] });
  const [isSeen, shared, ...flags] = row ?? [];
  if (!row || (isSeen !== 't' && actor.id === ctx.actor.id)) throw notFound(entity, id);
  const applies = new Map(asked.map((each, index) => [each, flags[rights.length + index] === 't']));
  const of = (right: Right) => asked.filter((each) => each.right === right);
  return {
    entity: entity.name,
    id,
    actor: { id: actor.id, name: actor.name, roles: actor.roles },
    rights: rights.map((right, index) => ({
      right,
      // What one does not see one cannot do anything with.
      allowed: isSeen === 't' && flags[index] === 't',
      roles: access.unlimited
        ? of(right).map(({ grant }) => ({ role: grant.role, rule: true, applies: true }))
        : actor.roles.map((role) => {
            const found = of(right).find(({ grant }) => grant.role === role);
            return {
              role,
              rule: found ? ruleOf(ctx, entity, found.grant) : false,
              applies: found ? applies.get(found) === true : false,
            };
          }),
    })),
    shares: list(shared),
    fields: access.unlimited ? [] : fieldsOf(theirs, seenEntityOf(ctx, entityName)),
  };
}

/** In the words of who asks: a condition that speaks of what they see nothing of is cut to `…`. */
function ruleOf({ access }: Ctx, entity: Entity, { when, through }: Grant): string | true {
  if (when === true) return true;
  const { entities } = access.model;
  const about = through.at(-1)?.entity ?? entity.name;
  if (!entities.has(about) || !check(when.source, entityScope(entities, about), 'bool').ok) return '…';
  return through.length === 0 ? when.source : `${through.map(({ field }) => field).join('.')}: ${when.source}`;
}

function fieldsOf({ access }: Ctx, entity: Entity): FieldExplanation[] {
  const reading = access.entity(entity.name).grants('read');
  const updating = access.entity(entity.name).grants('update');
  return [...entity.fields.values()].flatMap((field) => {
    const roles = reading.map((grant) => {
      const update = updating.find(({ role }) => role === grant.role);
      return { role: grant.role, shown: grant.shown(field), writable: update?.writable(field) ?? false };
    });
    const isPlain = roles.every(({ role, shown, writable }) => {
      const mayUpdate = updating.some((grant) => grant.role === role);
      return shown === 'clear' && (writable || !mayUpdate || field.computed);
    });
    return isPlain ? [] : [{ name: field.name, roles }];
  });
}

function list(text: string | null | undefined): readonly JsonObject[] {
  const value: readonly JsonObject[] = JSON.parse(text ?? '[]');
  return value;
}
