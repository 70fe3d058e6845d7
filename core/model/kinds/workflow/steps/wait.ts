import type { StepType } from './StepType.ts';
import { entityInput, recordInput } from './shared.ts';

export const wait: StepType = {
  name: 'wait',
  title: 'Wait',
  description: 'Waits for a while, until a moment, until something holds for a record, or for an event.',
  icon: 'hourglass',
  group: 'flow',
  transactional: true,
  waits: true,
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      for: { type: 'string', title: 'For', format: 'duration', 'x-input': 'duration' },
      until: { type: 'string', title: 'Until', 'x-input': 'dateTime' },
      entity: entityInput,
      id: recordInput,
      where: {
        type: 'string',
        title: 'Until this holds',
        description: 'A condition over the record. Each ${…} is a value of the run.',
        maxLength: 4000,
        'x-input': 'where',
      },
      event: { type: 'string', title: 'Event', maxLength: 100 },
      correlation: {
        type: 'string',
        title: 'With the key',
        description: 'Only an event that comes with the same one, such as ${record.id}.',
        maxLength: 200,
      },
      timeout: { type: 'string', title: 'No longer than', format: 'duration', 'x-input': 'duration' },
    },
  },
  output: {
    type: 'object',
    properties: { timedOut: { type: 'boolean' }, payload: {}, at: { type: 'string', format: 'date-time' } },
  },
};
