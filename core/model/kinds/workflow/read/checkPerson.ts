import { said } from '../../../../errors/said.ts';
import type { InputSchema } from '../steps/StepType.ts';
import { hasExpressions } from './hasExpressions.ts';
import type { Reader } from './Reader.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reports a constant that names nobody: people and teams are named by their ids, some also by an address. */
export function checkPerson(schema: InputSchema, text: string, { report }: Reader): void {
  const forms = schema.anyOf ?? [schema];
  const takes = (kind: InputSchema['x-input']) => forms.some((form) => form['x-input'] === kind);
  if (text === '' || hasExpressions(text) || uuid.test(text)) return;
  if (takes('user')) {
    if (!forms.some(({ format }) => format === 'email')) report([], said`"${text}" is no id of a user.`);
    else if (!text.includes('@')) report([], said`"${text}" is neither an e-mail address nor the id of a user.`);
  } else if (takes('team')) report([], said`"${text}" is no id of a team.`);
}
