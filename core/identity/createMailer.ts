import type { Logger } from 'pino';
import type { Config } from '../config/readConfig.ts';
import type { Mailer } from './Mailer.ts';

/** Sends over SMTP, as KILN_SMTP_URL says. The library is loaded with the first mail. */
export function createMailer(config: Config['mail'], log: Logger): Mailer {
  if (!config) return { sends: false, send: async () => false, close: async () => undefined };
  const { url, from } = config;
  let opened: Promise<{ sendMail(mail: object): Promise<unknown>; close(): void }> | undefined;

  async function open() {
    const { createTransport } = await import('nodemailer');
    return createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 });
  }

  return {
    sends: true,
    async send(mail) {
      try {
        opened ??= open();
        await (await opened).sendMail({ ...mail, from });
        return true;
      } catch (error) {
        log.error({ err: error, to: mail.to }, 'a mail could not be sent');
        return false;
      }
    },
    async close() {
      (await opened)?.close();
    },
  };
}
