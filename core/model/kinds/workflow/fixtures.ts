import type { Definition } from '../../../definitions/types.ts';
import type { JsonObject } from '../../../lib/json.ts';
import { definition, entity } from '../../fixtures.ts';

/** Opportunities, contacts, activities and a role for tests of workflows, and those of salesDefinitions beside them. */
export function dealDefinitions(): Definition[] {
  return [
    entity('customer', { name: { type: 'string', title: 'Name' }, industry: { type: 'string', title: 'Industry' } }),
    entity(
      'opportunity',
      {
        name: { type: 'string', title: 'Name' },
        stage: { type: 'string', enum: ['new', 'won', 'lost'], default: 'new' },
        amount: { type: 'number', format: 'money', title: 'Amount', 'x-currency': 'EUR' },
        closeDate: { type: 'string', format: 'date' },
        account: { 'x-relation': { to: 'customer', inverse: 'opportunities' } },
        industry: { type: 'string', 'x-formula': 'account.industry' },
      },
      { 'x-owned': true },
    ),
    entity('person', {
      name: { type: 'string', title: 'Name' },
      email: { type: 'string', format: 'email' },
      account: { 'x-relation': { to: 'customer', inverse: 'people' } },
    }),
    entity('activity', {
      type: { type: 'string', enum: ['call', 'mail', 'task'], title: 'Type' },
      subject: { type: 'string', title: 'Subject', maxLength: 200 },
      dueAt: { type: 'string', format: 'date-time' },
      done: { type: 'boolean', title: 'Done' },
      count: { type: 'integer', title: 'Count', minimum: 0 },
      about: { 'x-relation': { to: ['person', 'customer'] } },
    }),
    definition({ $schema: 'kiln:role', $id: 'salesManager', title: 'Sales manager', entities: {}, system: [] }),
    definition({
      ...{ $schema: 'kiln:form', $id: 'deal', title: 'Deal', entity: 'opportunity' },
      tabs: [{ sections: [{ fields: ['name', 'amount'] }] }],
    }),
  ];
}

/** The workflow of the design, to the letter but for the names of entities that are others here. */
export function thankBigDeal(): JsonObject {
  return {
    ...{ $schema: 'kiln:workflow', $id: 'thankBigDeal', title: 'Thank for a big deal', runAs: 'publisher' },
    trigger: {
      ...{ on: 'record.updated', entity: 'opportunity', watch: ['stage'] },
      when: "record.stage == 'won' && record.amount > 10000.0",
    },
    steps: [
      { id: 'find', do: 'records.find', with: { entity: 'person', where: "account == '${record.account}'" } },
      {
        ...{ id: 'each', forEach: 'steps.find.output.data', as: 'person' },
        steps: [
          {
            ...{ id: 'call', do: 'records.create' },
            with: {
              entity: 'activity',
              values: { type: 'call', subject: 'Thank ${person.name}', about: '${person.id}' },
            },
            retry: { times: 5, backoff: 'exponential' },
            onError: 'continue',
          },
        ],
      },
      {
        ...{ id: 'big', if: 'record.amount > 100000.0' },
        then: [
          {
            ...{ id: 'ok', do: 'approval' },
            with: { approvers: { role: 'salesManager' }, mode: 'any', deadline: 'P2D' },
          },
        ],
      },
    ],
  };
}

/** A workflow of these steps with the record of an opportunity. */
export function workflowOf(steps: JsonObject[], rest: JsonObject = {}): Definition {
  return definition({
    ...{ $schema: 'kiln:workflow', $id: 'test', title: 'Test' },
    trigger: { on: 'record.updated', entity: 'opportunity' },
    steps,
    ...rest,
  });
}
