import type { InputSchema, OutputSchema } from './StepType.ts';

/** What several steps take. */
export const entityInput: InputSchema = { type: 'string', title: 'Entity', 'x-input': 'entity' };

export const recordInput: InputSchema = {
  type: 'string',
  title: 'Record',
  description: 'Its id, such as ${record.id}.',
  'x-input': 'record',
};

/** Where an empty relation means that there is none. */
export const maybeRecordInput: InputSchema = { ...recordInput, type: ['string', 'null'] };

export const selectInput: InputSchema = {
  type: 'string',
  title: 'Fields',
  description: 'What is read, such as name,account(name). All own fields when it is empty.',
  maxLength: 8000,
  'x-input': 'select',
};

const person: InputSchema = {
  anyOf: [
    { type: 'string', title: 'User', 'x-input': 'user' },
    {
      type: 'object',
      title: 'Everybody with the role',
      required: ['role'],
      additionalProperties: false,
      properties: { role: { type: 'string', title: 'Role', 'x-input': 'role' } },
    },
    {
      type: 'object',
      title: 'Everybody in the team',
      required: ['team'],
      additionalProperties: false,
      properties: { team: { type: 'string', title: 'Team', 'x-input': 'team' } },
    },
  ],
};

/** One or several of: the id of a user, `{role}`, `{team}`. Empty ones are left out. */
export const people: InputSchema = {
  'x-input': 'people',
  anyOf: [...(person.anyOf ?? []), { type: 'array', maxItems: 100, items: person }],
};

const recipient: InputSchema = {
  anyOf: [...(person.anyOf ?? []), { type: 'string', title: 'Address', format: 'email' }],
};

/** Whom an e-mail goes to: people, and addresses that are written out. */
export const recipients: InputSchema = {
  'x-input': 'people',
  anyOf: [...(recipient.anyOf ?? []), { type: 'array', maxItems: 100, items: recipient }],
};

/** The record that a step gives, as it is read by `select`. */
export function recordOutput(input: Readonly<Record<string, unknown>>): OutputSchema {
  const { entity, select } = input;
  return {
    type: ['object', 'null'],
    ...(typeof entity === 'string' ? { 'x-record': entity } : {}),
    ...(typeof select === 'string' && select.trim() !== '' ? { 'x-select': select } : {}),
  };
}
