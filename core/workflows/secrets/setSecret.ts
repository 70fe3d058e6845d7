import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context/types.ts';
import { requireRight } from '../../identity/requireRight.ts';

export interface SecretInput {
  readonly name: string;
  /** Absent: it stays as it is, where there is one. */
  readonly value?: string;
  /** `api.example.com`, `*.example.com`, each with a port where it is not 443: to no other one is it sent. */
  readonly hosts?: readonly string[];
}

/**
 * Sets a secret of workflows, or the hosts it is for; nobody is given it back. With other hosts it needs the value
 * again: else who may set secrets could have one sent to where they can read it. Answers false where there is no such
 * secret and no value was given, or where hosts were added without one.
 */
export async function setSecret(ctx: Ctx, { name, value, hosts }: SecretInput): Promise<boolean> {
  requireRight(ctx, 'workflows');
  return ctx.inTx(async (tx) => {
    const { run, vault, actor } = tx;
    const by = [actor.id, actor.name];
    const [row] = await run.query(
      value === undefined
        ? { text: narrowSql, values: [name, hosts ? [...hosts] : null, ...by] }
        : { text: setSql, values: [name, vault.seal(value), hosts ? [...hosts] : null, ...by] },
    );
    if (!row) return false;
    await audit(tx, { action: 'secretsChanged', details: { set: name, ...(hosts ? { hosts: [...hosts] } : {}) } });
    return true;
  });
}

const setSql = `
insert into kiln.workflow_secret as s (name, sealed, hosts, set_by, set_by_name)
values ($1, $2, coalesce($3::text[], '{}'), $4::uuid, $5)
on conflict (name) do update set sealed = excluded.sealed, hosts = coalesce($3::text[], s.hosts), set_at = now(),
  set_by = excluded.set_by, set_by_name = excluded.set_by_name
returning 1`;

const narrowSql = `
update kiln.workflow_secret set hosts = coalesce($2::text[], hosts), set_at = now(), set_by = $3::uuid, set_by_name = $4
where name = $1 and hosts @> coalesce($2::text[], hosts) returning 1`;
