import type { Alert } from '../audit/createAlarm.ts';
import type { Queryable } from '../db/types.ts';
import type { Mailer } from './Mailer.ts';
import { alertMail } from './mailTexts.ts';

/**
 * Mails an alert, in the language of the user whose address it is, if it is one's. Throws when it could not be handed
 * over.
 */
export async function mailAlert(run: Queryable, mailer: Mailer, to: string, alert: Alert): Promise<void> {
  const [row] = await run.query({ text: 'select language from data."user" where email = $1 limit 1', values: [to] });
  if (!(await mailer.send(alertMail(alert, to, row?.[0] ?? undefined)))) throw new Error('the mail could not be sent');
}
