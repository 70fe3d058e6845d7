import type { InputSchema, StepType } from './StepType.ts';
import { entityInput, people, recordInput } from './shared.ts';

const managers: InputSchema = {
  type: 'object',
  title: 'Managers',
  required: ['manager'],
  additionalProperties: false,
  properties: {
    manager: { type: 'integer', title: 'Levels', description: 'How many managers up.', minimum: 1, maximum: 20 },
    of: { type: 'string', title: 'Of', description: 'Of whoever asks, when it is empty.', 'x-input': 'user' },
  },
};

const field: InputSchema = {
  type: 'object',
  title: 'Whom a field names',
  required: ['field'],
  additionalProperties: false,
  properties: { field: { type: 'string', title: 'Field', 'x-input': 'field', 'x-types': ['user', 'relation'] } },
};

const userById: InputSchema = {
  type: 'object',
  title: 'User',
  required: ['user'],
  additionalProperties: false,
  properties: { user: { type: 'string', title: 'User', 'x-input': 'user' } },
};

const [user = {}, role = {}, team = {}] = people.anyOf ?? [];
const approver: InputSchema = { anyOf: [user, role, team, managers, field, userById] };

export const approval: StepType = {
  name: 'approval',
  title: 'Approval',
  description: 'Asks people for their consent, and waits for it.',
  icon: 'stamp',
  group: 'people',
  transactional: true,
  waits: true,
  input: {
    type: 'object',
    required: ['approvers'],
    additionalProperties: false,
    properties: {
      approvers: {
        title: 'Approvers',
        'x-input': 'people',
        anyOf: [...(approver.anyOf ?? []), { type: 'array', minItems: 1, maxItems: 100, items: approver }],
      },
      mode: {
        title: 'Who decides',
        default: 'any',
        enum: ['any', 'all', 'sequence', 'quorum'],
        'x-constant': true,
        'x-titles': { any: 'Any one', all: 'All', sequence: 'One after the other', quorum: 'Some of them' },
      },
      quorum: { type: 'integer', title: 'How many', minimum: 1, maximum: 100 },
      title: { type: 'string', title: 'Title', description: 'What it is called in inboxes.', maxLength: 200 },
      text: {
        type: 'string',
        title: 'Text',
        description: 'What is to be decided.',
        maxLength: 10_000,
        'x-input': 'multiline',
      },
      entity: entityInput,
      id: recordInput,
      lock: {
        type: 'array',
        title: 'Locked fields',
        description: 'They stay as they are until it is decided.',
        maxItems: 500,
        items: { type: 'string', 'x-input': 'field', 'x-of': 'entity' },
      },
      requester: {
        type: 'string',
        title: 'Asked by',
        description: 'Whoever started the run, when it is empty. They can withdraw it, and correct what is sent back.',
        'x-input': 'user',
      },
      requesterDecides: {
        type: 'boolean',
        title: 'Whoever asks may decide, too',
        default: true,
      },
      deadline: { type: 'string', title: 'Within', format: 'duration', 'x-input': 'duration' },
      onDeadline: {
        title: 'When it is late',
        default: 'expire',
        enum: ['expire', 'approve', 'reject', 'escalate'],
        'x-constant': true,
        'x-titles': {
          expire: 'It ends without a decision',
          approve: 'It counts as approved',
          reject: 'It counts as rejected',
          escalate: 'Others decide',
        },
      },
      escalateTo: {
        title: 'Others',
        description: 'The managers of those who are asked, when it is empty.',
        'x-input': 'people',
        anyOf: [...(approver.anyOf ?? []), { type: 'array', maxItems: 100, items: approver }],
      },
      afterEscalation: {
        title: 'When they are late, too',
        default: 'expire',
        enum: ['expire', 'approve', 'reject'],
        'x-constant': true,
        'x-titles': {
          expire: 'It ends without a decision',
          approve: 'It counts as approved',
          reject: 'It counts as rejected',
        },
      },
    },
  },
  output: {
    type: 'object',
    properties: {
      outcome: { type: 'string', enum: ['approved', 'rejected', 'expired', 'withdrawn'] },
      comment: { type: ['string', 'null'] },
      decisions: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            user: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } },
            decision: { type: 'string', enum: ['approved', 'rejected'] },
            comment: { type: ['string', 'null'] },
            at: { type: 'string', format: 'date-time' },
            deputy: { type: ['object', 'null'], properties: { id: { type: 'string' }, name: { type: 'string' } } },
          },
        },
      },
      approval: { type: 'string' },
    },
  },
};
