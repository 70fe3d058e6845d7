import { hash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { saidFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';
import { isoTimeSql } from '../lib/isoTimeSql.ts';
import { isUuid } from '../query/bind.ts';
import { randomSecret } from './randomSecret.ts';
import { requireRight } from './requireRight.ts';

export interface NewToken {
  readonly name: string;
  /** Some of the actor's own. Default: all of them. */
  readonly roles?: readonly string[];
  /** Absent: does not expire. */
  readonly expiresAt?: Date;
}

/**
 * Makes an API token that acts for the actor with some of their roles. Whoever loses a role loses it in their tokens
 * too. The answer is the only time that the secret is shown. Throws KILN_INVALID for a role that the actor does not
 * hold.
 */
export async function createToken(ctx: Ctx, { name, roles = ctx.actor.roles, expiresAt }: NewToken): Promise<string> {
  const foreign = roles.filter((role) => !ctx.actor.roles.includes(role));
  if (foreign.length > 0) {
    throw new KilnError('KILN_INVALID', {
      errors: foreign.map((role) => saidFault('/roles', said`You do not hold the role "${role.slice(0, 60)}".`)),
    });
  }
  const id = uuidv7();
  const secret = `kiln_${randomSecret()}`;
  const made = await ctx.inTx(async (tx) => {
    const [row] = await tx.run.query({
      text: `insert into kiln.token as t (id, name, hash, user_id, roles, expires_at)
        values ($1, $2, decode($3, 'hex'), $4::uuid, $5::text[], $6::timestamptz) returning ${tokenJson}`,
      values: [id, name, hash('sha256', secret), ctx.actor.id, [...roles], expiresAt?.toISOString() ?? null],
    });
    await audit(tx, { action: 'tokensChanged', details: { created: name, token: id, roles: [...roles] } });
    return row?.[0] ?? '{}';
  });
  return `${made.slice(0, -1)},"secret":${JSON.stringify(secret)}}`;
}

/** `{"data":[…]}`, newest first: the actor's own, or everybody's for whoever administers tokens. Never a secret. */
export async function listTokens(ctx: Ctx, { all }: { readonly all: boolean }): Promise<string> {
  if (all) requireRight(ctx, 'tokens');
  const [row] = await ctx.run.query({
    text: `select json_build_object('data', coalesce(json_agg(${tokenJson} order by t.id desc), '[]'))::text
      from kiln.token t where t.revoked_at is null and ($1::uuid is null or t.user_id = $1::uuid)`,
    values: [all ? null : ctx.actor.id],
    readOnly: true,
  });
  return row?.[0] ?? '';
}

/**
 * At once, in every process. Returns the id of its owner. Throws KILN_NOT_FOUND for a token of somebody else, unless
 * the actor administers tokens.
 */
export async function revokeToken(ctx: Ctx, id: string): Promise<string> {
  const unknown = new KilnError('KILN_NOT_FOUND', { detail: 'There is no such token.' });
  if (!isUuid(id)) throw unknown;
  return ctx.inTx(async (tx) => {
    const [row] = await tx.run.query({
      text: `update kiln.token set revoked_at = now()
        where id = $1::uuid and revoked_at is null and ($2::uuid is null or user_id = $2::uuid) returning name, user_id`,
      values: [id, ctx.access.mayUse('tokens') ? null : ctx.actor.id],
    });
    if (!row) throw unknown;
    const [name, owner] = row;
    await audit(tx, { action: 'tokensChanged', details: { revoked: name ?? '', token: id, owner: owner ?? '' } });
    return owner ?? '';
  });
}

const tokenJson = `json_build_object(
  'id', t.id, 'name', t.name, 'roles', t.roles, 'fromEnvironment', t.origin is not null,
  'user', (select json_build_object('id', u.id, 'name', u.name) from data."user" u where u.id = t.user_id),
  'createdAt', ${isoTimeSql('t.created_at')}, 'expiresAt', ${isoTimeSql('t.expires_at')}, 'lastUsedAt', ${isoTimeSql('t.last_used_at')})`;
