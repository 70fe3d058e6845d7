import type { InputSchema, StepType } from './StepType.ts';

const secret: InputSchema = {
  type: 'object',
  title: 'Secret',
  required: ['$secret'],
  additionalProperties: false,
  properties: {
    $secret: { type: 'string', title: 'Name', maxLength: 60, 'x-constant': true, 'x-input': 'secret' },
    before: { type: 'string', title: 'Text before it', maxLength: 100, 'x-constant': true },
  },
};

const values: InputSchema = {
  type: 'object',
  maxProperties: 100,
  additionalProperties: {
    anyOf: [
      { type: ['string', 'number', 'boolean', 'null'] },
      secret,
      { type: 'array', maxItems: 100, items: { type: ['string', 'number', 'boolean', 'null'] } },
    ],
  },
};

/** `4xx` is every status of the hundred. */
const status: InputSchema = {
  anyOf: [
    { type: 'integer', minimum: 100, maximum: 599 },
    { type: 'string', pattern: '^[1-5]([0-9]{2}|xx)$' },
  ],
};

export const http: StepType = {
  name: 'http',
  title: 'HTTP request',
  description: 'Asks another server.',
  icon: 'globe',
  group: 'outside',
  transactional: false,
  outside: true,
  input: {
    type: 'object',
    required: ['url'],
    additionalProperties: false,
    properties: {
      method: {
        title: 'Method',
        enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        default: 'GET',
        'x-constant': true,
      },
      url: { type: 'string', title: 'Address', minLength: 1, maxLength: 2000, 'x-escape': 'url' },
      headers: { ...values, title: 'Headers' },
      query: { ...values, title: 'Parameters' },
      user: {
        type: 'string',
        title: 'User',
        description: 'For servers that ask for user and password.',
        maxLength: 200,
      },
      password: { anyOf: [secret, { type: 'string', maxLength: 1000 }], title: 'Password' },
      json: {
        title: 'JSON',
        description: 'What is sent, as JSON. {"$secret": "name"} in it stands for a secret.',
        'x-input': 'json',
      },
      form: { ...values, title: 'Form', description: 'What is sent, as a form.' },
      text: { type: 'string', title: 'Text', description: 'What is sent, as text.', maxLength: 1_000_000 },
      failOn: {
        type: 'array',
        title: 'Failures',
        description: 'Statuses that count as failures, such as 404 or 5xx. 4xx and 5xx when it is empty.',
        maxItems: 50,
        items: status,
        'x-constant': true,
      },
      schema: {
        type: 'object',
        title: 'Answer',
        description: 'JSON Schema of the answer. One that does not fit counts as an error.',
        'x-constant': true,
        'x-input': 'json',
      },
    },
  },
  output: ({ schema }) => ({
    type: 'object',
    properties: { status: { type: 'integer' }, headers: { type: 'object' }, body: schema ?? {} },
  }),
};
