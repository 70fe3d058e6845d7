import { hash } from 'node:crypto';
import { audit } from '../../../audit/audit.ts';
import type { Ctx } from '../../../context/types.ts';
import { randomSecret } from '../../../identity/randomSecret.ts';
import { isoTimeSql } from '../../../lib/isoTimeSql.ts';
import type { Workflow } from '../../../model/types.ts';

/** Where a workflow is called from outside. */
export interface HookKey {
  /** `/api/hooks/<key>` */
  readonly path: string;
  /** ISO 8601 */
  readonly madeAt: string;
}

/** The key of a workflow, made when it is first asked for. */
export async function hookKey(ctx: Ctx, { id }: Workflow): Promise<HookKey> {
  const statement = {
    text: `select sealed, ${isoTime} from kiln.workflow_hook where workflow = $1`,
    values: [id],
  };
  const [known] = await ctx.run.query(statement);
  if (known) return toKey(ctx, known);
  const secret = randomSecret();
  const [made] = await ctx.run.query({
    text: `insert into kiln.workflow_hook (workflow, key_hash, sealed) values ($1, decode($2, 'hex'), $3)
      on conflict do nothing returning sealed, ${isoTime}`,
    values: [id, hash('sha256', secret), ctx.vault.seal(secret)],
  });
  // Somebody else may have made one a moment ago.
  const [kept] = made ? [made] : await ctx.run.query(statement);
  return toKey(ctx, kept ?? []);
}

/** Another key instead of the one there was, which is void at once. */
export async function renewHookKey(ctx: Ctx, { id, name }: Workflow): Promise<HookKey> {
  const secret = randomSecret();
  return ctx.inTx(async (tx) => {
    const [row] = await tx.run.query({
      text: `insert into kiln.workflow_hook (workflow, key_hash, sealed) values ($1, decode($2, 'hex'), $3)
        on conflict (workflow) do update set key_hash = excluded.key_hash, sealed = excluded.sealed, made_at = now()
        returning sealed, ${isoTime}`,
      values: [id, hash('sha256', secret), ctx.vault.seal(secret)],
    });
    await audit(tx, { action: 'secretsChanged', details: { workflow: name, renewed: 'hook' } });
    return toKey(tx, row ?? []);
  });
}

/** The x-id of the workflow that has this key. */
export async function workflowOfKey({ run }: Pick<Ctx, 'run'>, key: string): Promise<string | undefined> {
  const [row] = await run.query({
    name: 'workflow_of_key',
    text: `select workflow from kiln.workflow_hook where key_hash = decode($1, 'hex')`,
    values: [hash('sha256', key)],
    readOnly: true,
  });
  return row?.[0] ?? undefined;
}

const isoTime = isoTimeSql('made_at');

function toKey({ vault }: Ctx, [sealed, madeAt]: readonly (string | null)[]): HookKey {
  return { path: `/api/hooks/${vault.open(sealed ?? '')}`, madeAt: madeAt ?? '' };
}
