/** A mail of plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** False: nothing is set up to send mail with, so links are shown to the administrator and logged. */
  readonly sends: boolean;
  /** Hands the mail over. Returns false, having logged why, when it could not be. */
  send(mail: Mail): Promise<boolean>;
  close(): Promise<void>;
}
