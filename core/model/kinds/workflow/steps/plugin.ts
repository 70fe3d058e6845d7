import type { StepType } from './StepType.ts';

export const plugin: StepType = {
  name: 'plugin',
  title: 'Plugin',
  description: 'Calls a step or a function of a plugin.',
  icon: 'puzzle',
  group: 'outside',
  transactional: false,
  outside: true,
  input: {
    type: 'object',
    required: ['plugin'],
    additionalProperties: false,
    properties: {
      plugin: { type: 'string', title: 'Plugin', 'x-input': 'plugin' },
      step: { type: 'string', title: 'Step', 'x-input': 'pluginStep' },
      function: { type: 'string', title: 'Function', 'x-input': 'pluginFunction' },
      input: { title: 'Input', 'x-input': 'json' },
    },
  },
  output: (input, { pluginOutput }) => {
    const { plugin: id, step, function: name } = input;
    if (typeof id !== 'string') return {};
    if (typeof step === 'string') return pluginOutput(id, 'steps', step);
    return typeof name === 'string' ? pluginOutput(id, 'functions', name) : {};
  },
};
