import type { Logger } from 'pino';
import type { Config } from '../config/readConfig.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject, type Json } from '../lib/json.ts';
import type { Mail, Mailer, SentMail } from './Mailer.ts';

/** Sends over SMTP, as KILN_SMTP_URL says. The library is loaded with the first mail. */
export function createMailer(config: Config['mail'], log: Logger): Mailer {
  if (!config) return noMailer;
  const { url, from } = config;
  const domain = /@([^@\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  let opened: Promise<Transport> | undefined;

  async function deliver({ automatic, ...mail }: Mail): Promise<SentMail> {
    opened ??= open(url);
    const transport = await opened;
    const headers = automatic ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } : {};
    const lists = { to: listOf(mail.to), cc: listOf(mail.cc), bcc: listOf(mail.bcc) };
    const attachments = mail.attachments?.map((each) => ({ ...each }));
    try {
      const sent = await transport.sendMail({
        ...mail,
        ...lists,
        ...(attachments ? { attachments } : {}),
        from,
        headers,
      });
      return sentMail(sent);
    } catch (error) {
      throw mailFailed(error);
    }
  }

  return {
    sends: true,
    domain,
    async send(mail) {
      try {
        await deliver(mail);
        return true;
      } catch (error) {
        log.error({ err: error, to: mail.to }, 'a mail could not be sent');
        return false;
      }
    },
    deliver,
    async close() {
      (await opened)?.close();
    },
  };
}

const noMailer: Mailer = {
  sends: false,
  domain: 'localhost',
  send: async () => false,
  async deliver() {
    const detail = 'No mail can be sent: KILN_SMTP_URL and KILN_MAIL_FROM are not set.';
    throw new KilnError('KILN_MAIL_FAILED', { detail, extra: { permanent: true } });
  },
  close: async () => undefined,
};

/** What of the library is used. */
interface Transport {
  sendMail(mail: object): Promise<unknown>;
  close(): void;
}

async function open(url: string): Promise<Transport> {
  const { createTransport } = await import('nodemailer');
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
  // A mail has the content that it was given, and reads no file or address by itself.
  return createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
}

function listOf(addresses: string | readonly string[] = []): string[] {
  return typeof addresses === 'string' ? [addresses] : [...addresses];
}

function sentMail(sent: unknown): SentMail {
  const { messageId, accepted, rejected } = isObject(sent) ? sent : {};
  return { messageId: String(messageId ?? ''), accepted: addresses(accepted), rejected: addresses(rejected) };
}

function addresses(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map((each) => String(isObject(each) ? each.address : each)) : [];
}

/** A server that says 5xx will say so again; a connection that fails may come back. */
function mailFailed(cause: unknown): KilnError {
  const reply = cause instanceof Error && 'responseCode' in cause ? Number(cause.responseCode) : 0;
  const said = cause instanceof Error ? cause.message : String(cause);
  const detail = `The mail could not be sent: ${said.slice(0, 500)}`;
  return new KilnError('KILN_MAIL_FAILED', { detail, extra: reply >= 500 ? { permanent: true } : {}, cause });
}
