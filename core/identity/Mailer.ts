import type { Readable } from 'node:stream';

/** A mail of text, and of HTML beside it where there is some. */
export interface Mail {
  readonly to: string | readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly MailAttachment[];
  /** `<name@domain>`: a server or reader that knows it may leave out the second of two. */
  readonly messageId?: string;
  /** Nobody typed it: whoever answers by a machine does not answer. */
  readonly automatic?: boolean;
}

export interface MailAttachment {
  readonly filename: string;
  /** Media type. */
  readonly contentType: string;
  readonly content: Readable;
}

/** What the mail server took, by address. */
export interface SentMail {
  readonly messageId: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

export interface Mailer {
  /** False: nothing is set up to send mail with, so links are shown to the administrator and logged. */
  readonly sends: boolean;
  /** Domain of the address that mails come from. */
  readonly domain: string;
  /** Hands the mail over. Returns false, having logged why, when it could not be. */
  send(mail: Mail): Promise<boolean>;
  /**
   * The same for whoever can do something about it. Throws KILN_MAIL_FAILED, with `permanent` where another try would
   * go the same way.
   */
  deliver(mail: Mail): Promise<SentMail>;
  close(): Promise<void>;
}
