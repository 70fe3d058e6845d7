import { hash } from 'node:crypto';
import { NIL } from 'uuid';
import type { Ctx } from '../../../context/types.ts';
import { KilnError } from '../../../errors/KilnError.ts';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { byId } from '../../../model/byId.ts';
import type { Workflow } from '../../../model/types.ts';
import type { WebhookTrigger } from '../../../model/workflowTypes.ts';
import { invalid } from '../../../records/invalid.ts';
import { startRun } from '../../engine/startRun.ts';
import type { TriggerParts } from '../TriggerParts.ts';
import { checkSignature } from './checkSignature.ts';
import { workflowOfKey } from './hookKey.ts';

/** A workflow that is called from outside. */
export interface CalledWorkflow {
  readonly workflow: Workflow;
  readonly trigger: WebhookTrigger;
}

/** What came in. */
export interface Delivery {
  /** As it came, for its signature. */
  readonly raw: Buffer;
  readonly body: Json;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** Told to no workflow: they are about who calls, not about what is said. */
const ownHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'idempotency-key']);
const longestHeader = 2_000;

/**
 * The workflow with this key. Throws KILN_NOT_FOUND, also for one that is switched off, and KILN_TOO_MANY_REQUESTS
 * where this address tried too many wrong keys, or the key was used too often.
 */
export async function findHook(parts: TriggerParts, ctx: Ctx, key: string, address: string): Promise<CalledWorkflow> {
  const id = await workflowOfKey(ctx, key);
  if (id === undefined) {
    refuseMany(await parts.wrongKeys.take(address));
    throw unknownKey();
  }
  refuseMany(await parts.calls.take(id));
  const workflow = await workflowOf(parts, id);
  if (!workflow?.enabled || workflow.trigger.on !== 'webhook') throw unknownKey();
  return { workflow, trigger: workflow.trigger };
}

/**
 * Starts a run for what came in and returns its id. The same delivery once more, by its signature or else its
 * Idempotency-Key, is answered with the run that it started (`isReplay`). Throws KILN_UNAUTHENTICATED where the
 * signature is wrong, KILN_INVALID where the body is not what the workflow takes, with every place.
 */
export async function receiveHook(
  parts: TriggerParts,
  ctx: Ctx,
  { workflow, trigger }: CalledWorkflow,
  delivery: Delivery,
): Promise<{ id: string; isReplay: boolean }> {
  const digest = await digestOf(parts, workflow, trigger, delivery);
  const faults = trigger.schema ? parts.schemas(trigger.schema)(delivery.body) : [];
  if (faults.length > 0) throw invalid(faults);
  const signature = trigger.hmac?.header.toLowerCase();
  const headers: JsonObject = Object.fromEntries(
    Object.entries(delivery.headers)
      .filter(([name]) => !ownHeaders.has(name) && name !== signature)
      .map(([name, value]) => [name, value.slice(0, longestHeader)]),
  );
  const { body, query } = delivery;
  const start = (tx: Ctx) =>
    startRun(tx, {
      workflow: workflow.name,
      trigger: { on: 'webhook', at: new Date().toISOString(), body, headers, query: { ...query } },
    });
  if (!digest) return { id: await ctx.inTx(start), isReplay: false };
  return ctx.inTx(async (tx) => {
    const known = await takeDelivery(tx, workflow, digest);
    if (known !== undefined) return { id: known, isReplay: true };
    const id = await start(tx);
    await tx.run.query({
      text: `update kiln.workflow_delivery set run = $3 where workflow = $1 and digest = decode($2, 'hex')`,
      values: [workflow.id, digest, id],
    });
    return { id, isReplay: false };
  });
}

/**
 * The run of a delivery that was taken before; undefined: it is ours now. Waits for whoever takes the same right now.
 */
async function takeDelivery({ run }: Ctx, { id }: Workflow, digest: string): Promise<string | undefined> {
  await run.query({
    text: `delete from kiln.workflow_delivery where ctid in (
      select ctid from kiln.workflow_delivery where at < now() - interval '1 day' limit 20 for update skip locked)`,
    values: [],
  });
  const [taken] = await run.query({
    text: `insert into kiln.workflow_delivery (workflow, digest, run) values ($1, decode($2, 'hex'), $3)
      on conflict do nothing returning 1`,
    values: [id, digest, NIL],
  });
  if (taken) return undefined;
  const [known] = await run.query({
    text: `select run from kiln.workflow_delivery where workflow = $1 and digest = decode($2, 'hex')`,
    values: [id, digest],
  });
  return known?.[0] ?? undefined;
}

/** By what a delivery is known again, as hexadecimal digits. */
async function digestOf(
  { secret }: TriggerParts,
  { name }: Workflow,
  { hmac }: WebhookTrigger,
  { headers, raw }: Delivery,
): Promise<string | undefined> {
  if (!hmac) {
    const key = headers['idempotency-key'];
    return key === undefined ? undefined : hash('sha256', `key ${key}`);
  }
  const text = await secret(hmac.secret);
  if (text === undefined) {
    throw new KilnError('KILN_UNAVAILABLE', {
      detail: `The secret '${hmac.secret}' of the workflow ${name} is not set.`,
    });
  }
  return checkSignature(hmac.header, headers[hmac.header.toLowerCase()], text, raw).toString('hex');
}

/** Another process may have published it a moment ago. */
async function workflowOf({ model, refresh }: TriggerParts, id: string): Promise<Workflow | undefined> {
  const find = () => byId(model().workflows, id);
  const known = find();
  if (known) return known;
  await refresh();
  return find();
}

function refuseMany(retryAfter: number): void {
  if (retryAfter > 0) throw new KilnError('KILN_TOO_MANY_REQUESTS', { extra: { retryAfter } });
}

function unknownKey(): KilnError {
  return new KilnError('KILN_NOT_FOUND', { detail: 'No workflow is called under this address.' });
}
