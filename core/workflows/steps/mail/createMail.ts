import { createHash } from 'node:crypto';
import { said } from '../../../errors/said.ts';
import type { StoredFile } from '../../../files/StoredFile.ts';
import type { Mail } from '../../../identity/Mailer.ts';
import type { Json } from '../../../lib/json.ts';
import type { StepCall, StepRunner } from '../../engine/StepRunner.ts';
import { permanentFailure } from '../permanentFailure.ts';
import type { StepParts } from '../StepParts.ts';
import { addressesOf, requireAddress } from './addressesOf.ts';
import { findAttachments, openAttachments } from './openAttachments.ts';
import { textOf } from './textOf.ts';

const mostRecipients = 100;

/**
 * Sends a mail: output is `{id, accepted, rejected}`. Once: what was handed over is noted at once, under the run and
 * the step. Where the process ends between the two, nobody can know, and it is sent again under the same Message-ID.
 */
export function createMail({ mailer, files }: Pick<StepParts, 'mailer' | 'files'>): StepRunner {
  /** Handing over cannot be broken off: whoever comes back to a step whose time was over waits for what is under way. */
  const underWay = new Map<string, Promise<Json>>();

  async function send(call: StepCall): Promise<Json> {
    const before = await sentBefore(call);
    if (before !== undefined) return before;
    const { mail, attached } = await write(call, mailer.domain);
    call.signal.throwIfAborted();
    const attachments = await openAttachments(files, attached);
    try {
      const { messageId, accepted, rejected } = await mailer.deliver({ ...mail, attachments });
      const output = { id: messageId, accepted: [...accepted], rejected: [...rejected] };
      await noteSent(call, output);
      return output;
    } finally {
      for (const { content } of attachments) content.destroy();
    }
  }

  return {
    name: 'mail',
    transactional: false,
    async run(call) {
      const { idempotencyKey: key, effects } = call;
      if (!effects) return { output: simulated(await write(call, mailer.domain)) };
      const sending = (underWay.get(key)?.catch(() => undefined) ?? Promise.resolve()).then(() => send(call));
      underWay.set(key, sending);
      try {
        return { output: await sending };
      } finally {
        if (underWay.get(key) === sending) underWay.delete(key);
      }
    },
  };
}

interface Written {
  readonly mail: Mail;
  readonly attached: readonly StoredFile[];
}

async function write(call: StepCall, domain: string): Promise<Written> {
  const { ctx, input, run } = call;
  const to = await addressesOf(ctx, input.to);
  const cc = (await addressesOf(ctx, input.cc)).filter((each) => !to.includes(each));
  const bcc = (await addressesOf(ctx, input.bcc)).filter((each) => !to.includes(each) && !cc.includes(each));
  const recipients = to.length + cc.length + bcc.length;
  if (recipients === 0)
    throw permanentFailure(said`There is nobody to send it to: no address, or no active user who has one.`);
  if (recipients > mostRecipients) throw permanentFailure(said`A mail goes to at most ${mostRecipients} addresses.`);
  const replyTo = typeof input.replyTo === 'string' ? input.replyTo.trim() : '';
  if (replyTo) requireAddress(replyTo);
  const html = typeof input.html === 'string' && input.html.trim() !== '' ? input.html : undefined;
  const text = typeof input.text === 'string' && input.text !== '' ? input.text : textOf(html ?? '');
  const attached = await findAttachments(ctx, input.attachments);
  const mail: Mail = {
    to,
    cc,
    bcc,
    // A line break would begin another header.
    subject: String(input.subject ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
    text,
    ...(html === undefined ? {} : { html }),
    ...(replyTo ? { replyTo } : {}),
    messageId: `<${run.id}.${createHash('sha256').update(keyOf(call)).digest('hex').slice(0, 16)}@${domain}>`,
    automatic: true,
  };
  return { mail, attached };
}

/** Of the step in the run; when it is done again after it was undone, another one. */
function keyOf({ run, idempotencyKey }: StepCall): string {
  return idempotencyKey.slice(run.id.length + 1);
}

async function sentBefore(call: StepCall): Promise<Json | undefined> {
  const { ctx, run } = call;
  const [row] = await ctx.run.query({
    name: 'mail_sent',
    text: 'select output from kiln.workflow_mail where run = $1 and key = $2',
    values: [run.id, keyOf(call)],
  });
  return row?.[0] ? JSON.parse(row[0]) : undefined;
}

async function noteSent(call: StepCall, output: Json): Promise<void> {
  const { ctx, run } = call;
  await ctx.run.query({
    name: 'note_mail_sent',
    text: 'insert into kiln.workflow_mail (run, key, output) values ($1, $2, $3::json) on conflict do nothing',
    values: [run.id, keyOf(call), JSON.stringify(output)],
  });
}

function simulated({ mail, attached }: Written): Json {
  const { to, cc, bcc, replyTo, subject, text, html, messageId } = mail;
  const shown = { to: [...to], cc: [...(cc ?? [])], bcc: [...(bcc ?? [])], subject, text };
  const further = { ...(replyTo ? { replyTo } : {}), ...(html ? { html } : {}) };
  const attachments = attached.map(({ name, size, type }) => ({ name, size, type }));
  return { id: messageId ?? '', accepted: [], rejected: [], simulated: { ...shown, ...further, attachments } };
}
