import type { StepType } from './StepType.ts';
import { recipients } from './shared.ts';

export const mail: StepType = {
  name: 'mail',
  title: 'Send an e-mail',
  description: 'Sends an e-mail to users, or to any address.',
  icon: 'mail',
  group: 'outside',
  transactional: false,
  outside: true,
  input: {
    type: 'object',
    required: ['to', 'subject'],
    additionalProperties: false,
    properties: {
      to: { ...recipients, title: 'To', description: 'Users, or addresses.' },
      cc: { ...recipients, title: 'Copy to' },
      bcc: { ...recipients, title: 'Blind copy to' },
      replyTo: { type: 'string', title: 'Answers go to', maxLength: 320 },
      subject: { type: 'string', title: 'Subject', minLength: 1, maxLength: 500 },
      text: { type: 'string', title: 'Text', maxLength: 100_000, 'x-input': 'multiline' },
      html: { type: 'string', title: 'HTML', maxLength: 200_000, 'x-input': 'html', 'x-escape': 'html' },
      attachments: {
        type: 'array',
        title: 'Attachments',
        description: 'Values of file fields, such as ${record.contract}.',
        maxItems: 20,
        items: {},
      },
    },
  },
  output: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      accepted: { type: 'array', items: { type: 'string' } },
      rejected: { type: 'array', items: { type: 'string' } },
    },
  },
};
