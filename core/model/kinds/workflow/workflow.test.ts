import { describe, expect, test } from 'vitest';
import { createAccess } from '../../../access/createAccess.ts';
import { createChecker } from '../../../definitions/checkDefinitions.ts';
import type { Definition } from '../../../definitions/types.ts';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { toBrowserModel } from '../../browserModel.ts';
import { compile } from '../../compile.ts';
import { compileWorkflow } from '../../compileWorkflow.ts';
import { findInput } from '../../findInput.ts';
import { definition } from '../../fixtures.ts';
import { kinds } from '../../kinds.ts';
import { fillTemplate } from '../../templates/fillTemplate.ts';
import type { Step, Template } from '../../workflowTypes.ts';
import { dealDefinitions, thankBigDeal, workflowOf } from './fixtures.ts';
import { stepsOf } from './stepsOf.ts';

const check = createChecker(kinds);
const options = { now: new Date('2026-05-31T12:00:00Z') };

function problems(...definitions: Definition[]): string[] {
  const found = check([...dealDefinitions(), ...definitions]).problems;
  return found.map(({ pointer, message }) => `${pointer} ${message}`);
}

/** What is wrong with a workflow of one step. */
function stepProblems(step: JsonObject, rest?: JsonObject): string[] {
  return problems(workflowOf([{ id: 'one', ...step }], rest)).map((problem) => problem.replace('/steps/0/', ''));
}

function triggerProblems(trigger: JsonObject, rest: JsonObject = {}): string[] {
  return problems(workflowOf([], { trigger, ...rest }));
}

function only<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new TypeError('There is none');
  return value;
}

function withOf(step: Step | undefined): Template {
  if (step?.kind !== 'do') throw new TypeError('No step that does something');
  return step.with;
}

describe('the example of the design', () => {
  const model = compile([...dealDefinitions(), definition(thankBigDeal())]);
  const workflow = only([...model.workflows.values()]);
  const [find, each, call, big, ok] = stepsOf(workflow.steps);

  test('compiles to the letter', () => {
    expect(workflow).toMatchObject({
      ...{ id: 'thankBigDeal', name: 'thankBigDeal', title: 'Thank for a big deal', enabled: true, runAs: 'publisher' },
      trigger: { on: 'record.updated', entity: 'opportunity', watch: ['stage'] },
      ...{ concurrency: { perRecord: false }, retention: {}, variables: [] },
      document: thankBigDeal(),
    });
    expect(workflow.version).toMatch(/^[0-9a-f]{32}$/);
    expect(find).toMatchObject({ kind: 'do', id: 'find', do: 'records.find', onError: 'fail', retry: { times: 0 } });
    expect(each).toMatchObject({ kind: 'forEach', as: 'person', parallel: 1 });
    expect(call).toMatchObject({ do: 'records.create', onError: 'continue', compensate: [] });
    expect(call).toMatchObject({ retry: { times: 5, backoff: 'exponential', delay: 1_000, maxDelay: 3_600_000 } });
    expect(big).toMatchObject({ kind: 'if', if: { source: 'record.amount > 100000.0' }, else: [] });
    expect(ok).toMatchObject({ do: 'approval', with: { is: 'value' } });
    expect(Object.isFrozen(workflow) && Object.isFrozen(workflow.steps[0])).toBe(true);
  });

  test('runs with what its trigger brings', () => {
    const record = { id: 'o1', stage: 'won', amount: 20_000, account: 'a1' };
    const when = workflow.trigger.on === 'record.updated' ? workflow.trigger.when : undefined;
    expect(when?.evaluate({ record }, options)).toBe(true);
    expect(when?.evaluate({ record: { ...record, amount: 10_000 } }, options)).toBe(false);
    const variables = {
      record,
      steps: { find: { output: { data: [{ id: 'p1', name: 'Ann' }] } } },
      person: { id: 'p1', name: 'Ann' },
    };
    expect(fillTemplate(withOf(find), variables, options)).toEqual({
      entity: 'person',
      where: { cel: 'account == _0', values: ['a1'] },
    });
    expect(each?.kind === 'forEach' && each.forEach.evaluate(variables, options)).toEqual([{ id: 'p1', name: 'Ann' }]);
    expect(fillTemplate(withOf(call), variables, options)).toEqual({
      entity: 'activity',
      values: { type: 'call', subject: 'Thank Ann', about: 'p1' },
    });
    expect(fillTemplate(withOf(ok), variables, options)).toEqual({
      ...{ approvers: { role: 'salesManager' }, mode: 'any', deadline: 'P2D' },
    });
  });

  test('is compiled alone, beside a model that may have moved on', () => {
    expect(compileWorkflow(thankBigDeal(), model).version).toBe(workflow.version);
    const draft = { ...thankBigDeal(), title: 'Thank' };
    expect(compileWorkflow(draft, model).version).not.toBe(workflow.version);
    expect(compileWorkflow({ ...draft, $id: 'other', 'x-id': 'thankBigDeal' }, model)).toMatchObject({
      ...{ id: 'thankBigDeal', name: 'other' },
    });
    const wrong = {
      ...thankBigDeal(),
      steps: [
        { id: 'a', do: 'fly' },
        { id: 'b', if: 'nothing', then: [] },
      ],
    };
    expect(() => compileWorkflow(wrong, model)).toThrow(/There are 2 problems/);
    expect(() => compileWorkflow({ $schema: 'kiln:workflow', $id: 'x' }, model)).toThrow(/problems in the definitions/);
  });
});

describe('a trigger', () => {
  test('of records names what is there', () => {
    expect(triggerProblems({ on: 'record.created', entity: 'oportunity' })).toEqual([
      '/trigger/entity There is no entity "oportunity". Did you mean "opportunity"?',
    ]);
    expect(
      triggerProblems({ on: 'record.updated', entity: 'opportunity', watch: ['stag', 'amount', 'industry'] }),
    ).toEqual([
      '/trigger/watch/0 "opportunity" has no field "stag". Did you mean "stage"?',
      '/trigger/watch/2 "industry" is no value of the record itself, so no change of it is seen.',
    ]);
    expect(triggerProblems({ on: 'record.deleted', entity: 'opportunity', watch: ['stage'] })).toEqual([
      '/trigger/watch Only a change of a record is watched.',
    ]);
    expect(triggerProblems({ on: 'record.burnt', entity: 'opportunity' })[0]).toMatch(/^\/trigger\/on Must be one of/);
    expect(triggerProblems({ entity: 'opportunity' })).toEqual(['/trigger/on "on" is missing.']);
    expect(triggerProblems({ on: 'record.created' })).toEqual(['/trigger/entity "entity" is missing.']);
    expect(triggerProblems({ on: 'record.created', entity: 'person', cron: '* * * * *' })).toHaveLength(1);
  });

  test('has a condition over the record itself', () => {
    const on = (when: string, name = 'record.updated') => triggerProblems({ on: name, entity: 'opportunity', when });
    expect(on("record.stage == 'won' && before.stage != 'won' && actor.id != ''")).toEqual([]);
    expect(on('record.amout > 1.0')).toEqual([
      "/trigger/when Column 8: Unknown field 'amout' of opportunity. Did you mean 'amount'?",
    ]);
    expect(on("before.stage == 'won'", 'record.created')).toEqual([expect.stringContaining("Unknown field 'before'")]);
    expect(on("record.account.name == 'A'")).toEqual([expect.stringContaining("Unknown field 'name'")]);
    expect(on('record.amount')).toEqual([expect.stringContaining('true or false is expected')]);
    expect(on('steps.size() > 0')).toEqual([expect.stringContaining("Unknown field 'steps'")]);
    expect(on('record.name.matches(record.stage)')).toEqual([expect.stringContaining('/trigger/when Column')]);
  });

  test('by date, clock, hook, hand, form, plugin', () => {
    const date = { on: 'date', entity: 'opportunity', field: 'closeDate' };
    expect(triggerProblems({ ...date, offset: '-P3D', at: '09:00', timeZone: 'Asia/Shanghai' })).toEqual([]);
    expect(triggerProblems({ ...date, field: 'amount' })).toEqual(['/trigger/field "amount" is no date.']);
    expect(triggerProblems({ ...date, field: 'close' })).toEqual([expect.stringContaining('has no field "close"')]);
    expect(triggerProblems({ ...date, field: 'createdAt', at: '09:00' })).toEqual([
      '/trigger/at "createdAt" has a time of its own.',
    ]);
    expect(triggerProblems({ ...date, offset: 'three', timeZone: 'Mars/Base' })).toEqual([
      '/trigger/timeZone There is no time zone "Mars/Base". They are called like Europe/Berlin or Asia/Shanghai.',
      '/trigger/offset Must be a duration such as -P3D or PT1H30M.',
    ]);
    expect(triggerProblems({ ...date, offset: '-P3000000D' })).toEqual(['/trigger/offset Must be at most 100 years.']);
    expect(triggerProblems({ on: 'cron', cron: '30 8 * * mon-fri' })).toEqual([]);
    expect(triggerProblems({ on: 'cron', cron: 'often' })).toEqual([
      expect.stringContaining('/trigger/cron Must be minute'),
    ]);
    expect(triggerProblems({ on: 'webhook', hmac: { secret: 'x', header: 'no good' } })).toHaveLength(1);
    expect(triggerProblems({ on: 'manual', when: 'true' })).toEqual([
      '/trigger/when Only with an "entity" there is a record to look at.',
    ]);
    expect(triggerProblems({ on: 'manual', entity: 'opportunity', when: "record.stage == 'new'" })).toEqual([]);
    expect(triggerProblems({ on: 'form', form: 'deal', entity: 'opportunity' })).toEqual([]);
    expect(triggerProblems({ on: 'form', form: 'deal', entity: 'person' })).toEqual([
      '/trigger/entity The form is one of "opportunity".',
    ]);
    expect(triggerProblems({ on: 'form', form: 'del', entity: 'opportunity' })).toEqual([
      '/trigger/form There is no form "del". Did you mean "deal"?',
    ]);
    expect(triggerProblems({ on: 'plugin', plugin: 'retail', event: 'sold' })).toEqual([
      '/trigger/plugin There is no plugin "retail".',
    ]);
  });

  test.each([
    [{ on: 'date', entity: 'opportunity', field: 'closeDate' }, 'trigger.field'],
    [{ on: 'manual', entity: 'opportunity' }, "before.name + trigger.field + ': ' + trigger.from + trigger.to"],
    [{ on: 'workflow', entity: 'opportunity' }, 'before.name + string(trigger.parent)'],
  ])('%j brings %s', (trigger, source) => {
    const said = { id: 'said', do: 'stop', with: { message: `\${${source}}` } };
    expect(problems(workflowOf([said], { trigger }))).toEqual([]);
  });

  test('by hand has no record before', () => {
    expect(triggerProblems({ on: 'manual', entity: 'opportunity', when: 'before.name == record.name' })).toEqual([
      expect.stringContaining("Unknown field 'before'"),
    ]);
  });

  test('where nobody acts, nobody is there to act as or to ask', () => {
    const input = { type: 'object', properties: { note: { type: 'string' } } };
    expect(triggerProblems({ on: 'cron', cron: '@daily' }, { runAs: 'actor', input })).toEqual([
      '/input Nobody is asked: only a workflow that is started by hand or by another has an input.',
      '/runAs Nobody acts when it starts, so it cannot run with their rights.',
    ]);
    expect(triggerProblems({ on: 'manual' }, { runAs: { user: 'me' } })).toHaveLength(1);
    expect(triggerProblems({ on: 'manual' }, { runAs: 'somebody' })).toHaveLength(1);
    expect(triggerProblems({ on: 'manual' }, { runAs: 'actor', input })).toEqual([]);
    expect(triggerProblems({ on: 'manual' }, { rate: { runs: 5, per: 'often' } })).toEqual([
      '/rate/per Must be a duration such as PT1H30M or P14D.',
    ]);
  });
});

describe('a step', () => {
  test('is one that there is, under an id of its own', () => {
    expect(stepProblems({ do: 'record.create' })).toEqual([
      'do There is no step "record.create". Did you mean "records.create" or "records.update"?',
    ]);
    expect(stepProblems({})).toEqual([expect.stringContaining('"do" is missing')]);
    expect(stepProblems({ do: 'stop', then: [] })).toHaveLength(1);
    expect(
      problems(
        workflowOf([
          { id: 'a', do: 'stop' },
          { id: 'a', do: 'stop' },
        ]),
      ),
    ).toEqual(['/steps/1/id There are two steps "a".']);
    expect(problems(workflowOf([{ id: 'in', do: 'stop' }]))).toEqual([
      '/steps/0/id "in" is a word of the language; choose another id.',
    ]);
    expect(problems(workflowOf([{ id: 'Bad id', do: 'stop' }]))).toHaveLength(1);
  });

  test('has durations and tries that make sense', () => {
    expect(stepProblems({ do: 'stop', timeout: 'soon', retry: { times: 3, delay: 'PT0S', maxDelay: 'PT1H' } })).toEqual(
      ['timeout Must be a duration such as PT1H30M or P14D.', 'retry/delay Must be longer than nothing.'],
    );
    expect(stepProblems({ do: 'stop', when: 'record.amount' })).toEqual([expect.stringContaining('when Column 1:')]);
  });

  test('is given what its schema says', () => {
    expect(stepProblems({ do: 'records.create', with: { entity: 'person' } })).toEqual([
      'with/values "values" is missing.',
    ]);
    expect(stepProblems({ do: 'records.find', with: { entity: 'persn', limt: 5 } })).toEqual([
      'with/limt "limt" is not known here. Did you mean "limit"?',
      'with/entity There is no entity "persn". Did you mean "person"?',
    ]);
    expect(stepProblems({ do: 'records.find', with: { entity: 'person', limit: 5_000 } })).toEqual([
      'with/limit Must be 1000 or less.',
    ]);
    expect(stepProblems({ do: 'records.find', with: { entity: 'person', limit: '${record.amount}' } })).toEqual([]);
    expect(stepProblems({ do: 'records.find', with: { entity: 'person', limit: '${record.name}' } })).toEqual([
      'with/limit "At most" takes a whole number, but this is text.',
    ]);
    expect(stepProblems({ do: 'records.find', with: { entity: 'person', limit: 'a ${record.amount}' } })).toEqual([
      'with/limit "At most" takes a whole number, but this is a text with values in it.',
    ]);
    expect(stepProblems({ do: 'records.find', with: { entity: '${record.name}' } })).toEqual([
      expect.stringContaining('with/entity There is no entity "${record.name}".'),
    ]);
    expect(
      stepProblems({ do: 'records.find', with: { entity: 'person', sort: '-nam', select: 'name,account(nme)' } }),
    ).toEqual([
      'with/sort "person" has no field "nam". Did you mean "name"?',
      'with/select "customer" has no field "nme". Did you mean "name"?',
    ]);
    expect(stepProblems({ do: 'records.find', with: { entity: 'person', where: "nam == '${record.nam}'" } })).toEqual([
      expect.stringContaining("with/where Column 18: Unknown field 'nam' of opportunity"),
    ]);
    const assigned = { entity: 'opportunity', id: '${record}', among: { role: 'salesManager' } };
    expect(stepProblems({ do: 'assign', with: { ...assigned, method: 'luck' } })).toEqual([
      expect.stringContaining('with/method'),
    ]);
    expect(
      stepProblems({
        ...{ do: 'assign', with: { ...assigned, method: 'roundRobin', field: 'name' } },
      }),
    ).toEqual(['with/field "name" is of type text; here it has to be user.']);
    expect(stepProblems({ do: 'notify', with: { to: { role: 'boss' }, title: 'Hello' } })).toEqual([
      expect.stringContaining('with/to/role There is no role "boss".'),
    ]);
    expect(
      stepProblems({ do: 'notify', with: { to: ['${actor.id}', { role: 'salesManager' }, 5], title: 'Hello' } }),
    ).toEqual(['with/to/2 Must be a text or an object.']);
    expect(stepProblems({ do: 'workflow', with: { workflow: 'tst' } })).toEqual([
      'with/workflow There is no workflow "tst". Did you mean "test"?',
    ]);
    expect(stepProblems({ do: 'workflow', with: { workflow: 'test' } })).toEqual([
      'with/workflow The workflow "test" is not started by others: its trigger is "record.updated".',
    ]);
    expect(stepProblems({ do: 'plugin', with: { plugin: 'retail', step: 'x' } })).toEqual([
      expect.stringContaining('with/plugin There is no plugin "retail".'),
    ]);
  });

  test.each([
    [{ do: 'wait' }, ['with Say for how long, until when or for what it waits.']],
    [{ do: 'wait', with: { for: 'PT1S', event: 'paid' } }, ['with/event There is "for" already; say one of them.']],
    [
      { do: 'wait', with: { for: 'PT1S', timeout: 'PT1S' } },
      ['with/timeout Only a condition or an event is waited for so long at most.'],
    ],
    [{ do: 'wait', with: { event: 'paid', timeout: 'PT1S' } }, []],
    [
      { do: 'http', with: { url: 'https://a.example', json: {}, form: {} } },
      ['with/form There is "json" already; say one of them.'],
    ],
    [{ do: 'mail', with: { to: 'a@b.example', subject: 'Hi' } }, ['with Say what is written: "text", "html" or both.']],
    [{ do: 'mail', with: { to: 'a@b.example', subject: 'Hi', text: 'Hi', html: '<b>Hi</b>' } }, []],
    [
      { do: 'assign', with: { entity: 'opportunity', id: '${record.id}', method: 'roundRobin', rules: [] } },
      ['with/among "among" is missing.'],
    ],
    [
      { do: 'approval', with: { approvers: '${record.createdBy}', mode: 'quorum' } },
      ['with/quorum "quorum" is missing.'],
    ],
    [{ do: 'approval', with: { approvers: '${record.createdBy}', mode: 'quorum', quorum: '${1 + 1}' } }, []],
    [{ do: 'approval', with: { approvers: 'boss' } }, ['with/approvers "boss" is no id of a user.']],
    [
      { do: 'notify', with: { to: ['${record.createdBy}', 'boss', { team: 'north' }], title: 'Hi' } },
      ['with/to/1 "boss" is no id of a user.', 'with/to/2/team "north" is no id of a team.'],
    ],
    [
      { do: 'mail', with: { to: 'boss', cc: 'a@b.example', subject: 'Hi', text: 'Hi' } },
      ['with/to "boss" is neither an e-mail address nor the id of a user.'],
    ],
    [
      { do: 'approval', with: { approvers: { field: 'name' } } },
      ['with/approvers/field "name" is of type text; here it has to be user or relation.'],
    ],
    [
      { do: 'stop', when: '${record.amount > 5.0}' },
      ['when This is an expression as it stands: leave out the "${" and "}" around it.'],
    ],
  ])('%j is given what belongs together', (step, expected) => {
    expect(stepProblems(step)).toEqual(expected);
  });

  test('gives another workflow what it asks for', () => {
    const input = {
      type: 'object',
      required: ['name', 'kind'],
      properties: {
        name: { type: 'string', title: 'Name', maxLength: 5 },
        kind: { type: 'string', title: 'Kind', enum: ['a', 'b'], default: 'a' },
        count: { type: 'integer', title: 'Count' },
      },
    };
    const callee = (name: string, more: JsonObject) =>
      definition({ $schema: 'kiln:workflow', $id: name, title: name, trigger: { on: 'workflow' }, steps: [], ...more });
    const asks = [
      callee('greet', { input }),
      callee('quiet', {}),
      callee('broken', { input: { type: 'object', properties: { record: { type: 'string' } } } }),
    ];
    const given = (workflow: string, values?: Json) => {
      const step = {
        id: 'one',
        do: 'workflow',
        with: { workflow, ...(values === undefined ? {} : { input: values }) },
      };
      return problems(workflowOf([step]), ...asks)
        .filter((each) => each.startsWith('/steps'))
        .map((each) => each.replace('/steps/0/with/', ''));
    };
    expect(given('greet', { name: 'Ann' })).toEqual([]);
    expect(given('greet', { name: '${record.name}', count: '${record.amount}' })).toEqual([]);
    expect(given('greet', { name: 'Ann ${record.name} and many others', kind: 'b' })).toEqual([]);
    expect(given('greet', '${record}')).not.toContain('is missing');
    expect(given('greet')).toEqual(['workflow What it is given: "Name" is required.']);
    expect(given('greet', { name: null })).toEqual([expect.stringMatching(/^input\/name .*required/)]);
    expect(
      given('greet', { name: 'Annabel', kind: 'c', count: 1.5, nmae: 'x' }).map((each) => each.split(' ')[0]),
    ).toEqual(expect.arrayContaining(['input/name', 'input/kind', 'input/count', 'input/nmae']));
    expect(given('quiet', {})).toEqual([]);
    expect(given('quiet', { name: 'Ann' })).toEqual(['input/name "name" is not known here.']);
    // It is told there.
    expect(given('broken', { x: 1 })).toEqual([]);
  });

  test('gives steps and functions of plugins what their schemas say', () => {
    const schema = {
      type: 'object',
      required: ['to'],
      additionalProperties: false,
      properties: {
        to: { type: 'string', minLength: 3 },
        times: { type: 'integer', default: 1 },
        tags: { type: 'array', items: { type: 'string' } },
      },
    };
    const either = { type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] };
    const plugin = definition(
      {
        ...{ $schema: 'kiln:plugin', $id: 'sms', version: '1.0.0', title: 'SMS', kiln: '>=0.1', main: 'src/index.ts' },
        ...{ granted: {}, code: 'a'.repeat(64), enabled: true, isolation: 'shared' },
        provides: { steps: { send: { input: schema }, pick: { input: either }, free: {} } },
      },
      'sms',
    );
    const given = (step: string, values?: Json) => {
      const input = values === undefined ? {} : { input: values };
      const one = { id: 'one', do: 'plugin', with: { plugin: 'sms', step, ...input } };
      return problems(workflowOf([one]), plugin).map((each) => each.replace('/steps/0/with/', ''));
    };
    expect(given('send', { to: '12345', tags: ['a'] })).toEqual([]);
    expect(given('send', { to: '${record.name}', times: '${record.amount}' })).toEqual([]);
    expect(given('send')).toEqual([expect.stringMatching(/^step /)]);
    expect(given('send', {})).toEqual(['step What it is given: "to" is missing.']);
    expect(
      given('send', { to: 'x', times: 'often', tags: [1], note: '${record.name}' }).map((each) => each.split(' ')[0]),
    ).toEqual(expect.arrayContaining(['input/to', 'input/times', 'input/tags', 'input/note']));
    expect(given('send', { to: '${record.name}', note: 'x' })).toEqual([expect.stringMatching(/^input\/note /)]);
    expect(given('pick', { c: 1 }).length).toBeGreaterThan(0);
    expect(given('pick', { a: '${record.name}' })).toEqual([]);
    expect(given('free', { anything: 1 })).toEqual([]);
  });

  test('gives fields what they take', () => {
    const values = (given: JsonObject) =>
      stepProblems({ do: 'records.create', with: { entity: 'activity', values: given } });
    expect(
      values({ type: 'call', subject: '${record.name} again', done: true, count: 3, about: '${record.account}' }),
    ).toEqual([]);
    expect(values({ typ: 'call' })).toEqual(['with/values/typ "activity" has no field "typ". Did you mean "type"?']);
    expect(values({ type: 'fax', count: -1, subject: 5 }).map((text) => text.split(' ')[0])).toEqual([
      ...['with/values/type', 'with/values/count', 'with/values/subject'],
    ]);
    expect(values({ done: '${record.amount}' })).toEqual([
      'with/values/done "Done" takes true or false, but this is a number.',
    ]);
    expect(values({ count: '${record.name}' })).toEqual([
      'with/values/count "Count" takes a whole number, but this is text.',
    ]);
    expect(values({ createdAt: '${now()}' })).toEqual([
      'with/values/createdAt "Created at" is computed by the server.',
    ]);
    expect(values({ dueAt: "${now() + duration('P1D')}", subject: null })).toEqual([]);
  });

  test('writes a relation as an id, whatever form the record has', () => {
    const model = compile([
      ...dealDefinitions(),
      workflowOf(
        [
          {
            id: 'a',
            do: 'records.update',
            with: { entity: 'person', id: '${record}', values: { account: '${record.account}' } },
          },
          { id: 'b', do: 'notify', with: { to: '${any}', title: 'x' }, when: 'false' },
        ].slice(0, 1),
      ),
    ]);
    const step = only([...model.workflows.values()]).steps[0];
    const record = { id: 'o1', account: { id: 'a1', name: 'A' } };
    expect(fillTemplate(withOf(step), { record }, options)).toEqual({
      ...{ entity: 'person', id: 'o1', values: { account: 'a1' } },
    });
  });

  test('goes through lists only, under a name of its own', () => {
    const loop = (rest: JsonObject) => stepProblems({ forEach: 'record.amount', as: 'item', steps: [], ...rest });
    expect(loop({})).toEqual(['forEach This is no list, so there is nothing to go through.']);
    expect(loop({ forEach: '[1, 2]', as: 'record' })).toEqual([
      'as "record" has a meaning in every workflow; choose another name.',
    ]);
    const inner = { id: 'two', forEach: '[3]', as: 'item', steps: [] };
    expect(loop({ forEach: '[1, 2]', steps: [inner] })).toEqual([
      'steps/0/as A loop around this one has "item" already.',
    ]);
    expect(loop({ forEach: '[1, 2]', as: 'in' })).toEqual(['as "in" is a word of the language; choose another name.']);
  });

  test('decides among different values', () => {
    const step = {
      switch: 'record.stage',
      cases: [
        { is: ['won', 'lost'], steps: [] },
        { is: 'won', steps: [] },
      ],
    };
    expect(stepProblems(step)).toEqual(['cases/1/is "won" has a case already.']);
  });

  test('sees what is done before it, and nothing else', () => {
    const set = (id: string, source: string): JsonObject => ({ id, do: 'stop', with: { message: `\${${source}}` } });
    const find: JsonObject = {
      id: 'find',
      do: 'records.find',
      with: { entity: 'person', select: 'name,account(name)' },
    };
    const seen = (...steps: JsonObject[]) => problems(workflowOf(steps, { variables: { total: { type: 'number' } } }));
    expect(seen(find, set('a', 'steps.find.output.data.map(p, p.account.name)[0] + steps.find.state'))).toEqual([]);
    expect(seen(set('a', 'steps.find.state'), find)).toEqual([
      expect.stringContaining("Unknown field 'find' of the steps"),
    ]);
    expect(seen(find, set('a', 'steps.find.output.data[0].email'))).toEqual([
      expect.stringContaining("Unknown field 'email'"),
    ]);
    const ids = 'steps.find.output.data.map(p, p.account.id + p.id)[0]';
    expect(seen(find, set('a', ids))).toEqual([]);
    expect(seen(set('a', 'string(vars.total) + run.id + trigger.on + string(run.startedAt)'))).toEqual([]);
    expect(seen(set('a', 'vars.totl'))).toEqual([expect.stringContaining("Did you mean 'total'?")]);
    const each = (steps: Json): JsonObject => ({ id: 'each', forEach: 'steps.find.output.data', as: 'person', steps });
    expect(
      seen(
        find,
        each([set('a', 'person.name'), set('b', 'steps.a.state')]),
        set('c', 'string(steps.each.output.count)'),
      ),
    ).toEqual([]);
    expect(seen(find, each([set('a', 'person.name')]), set('c', 'steps.a.state'))).toEqual([
      expect.stringContaining("Unknown field 'a' of the steps"),
    ]);
    expect(seen(find, each([]), set('c', 'person.name'))).toEqual([expect.stringContaining("Unknown field 'person'")]);
    const branch: JsonObject = {
      id: 'if',
      if: 'true',
      then: [set('a', 'record.name')],
      else: [set('b', 'steps.a.state')],
    };
    expect(seen(branch, set('c', 'steps.a.state'))).toEqual([expect.stringContaining("Unknown field 'a'")]);
    const attempt: JsonObject = {
      id: 't',
      try: [set('a', 'record.name')],
      catch: [set('b', 'error.message + steps.a.state')],
    };
    expect(seen(attempt, set('c', 'steps.b.state'))).toEqual([]);
    expect(seen(attempt, set('c', 'error.message'))).toEqual([expect.stringContaining("Unknown field 'error'")]);
    const undone: JsonObject = { ...set('a', 'record.name'), compensate: [set('b', 'steps.a.state + error.code')] };
    expect(seen(undone, set('c', 'steps.b.state'))).toEqual([expect.stringContaining("Unknown field 'b'")]);
    const beside: JsonObject = {
      ...{
        id: 'p',
        parallel: [
          { id: 'x', steps: [find] },
          { id: 'y', steps: [set('a', 'record.name')] },
        ],
      },
    };
    expect(seen(beside, set('c', 'steps.a.state + steps.find.state'))).toEqual([]);
  });

  test('sets variables that there are, to what they hold', () => {
    const variables = {
      total: { type: 'number', default: '${record.amount}' },
      day: { type: 'string', format: 'date' },
    };
    const set = (given: JsonObject) => stepProblems({ do: 'set', with: given }, { variables });
    expect(set({ total: '${vars.total * 2.0}', day: '${record.closeDate}' })).toEqual([]);
    expect(set({ totl: 1, day: '${vars.total}' })).toEqual([
      'with/totl There is no variable "totl". Did you mean "total"?',
      'with/day The variable "day" takes a date, but this is a number.',
    ]);
    expect(set({ total: 'much', day: 'tomorrow' })).toEqual([
      'with/total Must be a number.',
      expect.stringContaining('with/day Must be a date'),
    ]);
    expect(set({ total: null, day: '2026-01-31' })).toEqual([]);
    expect(problems(workflowOf([], { variables: { total: { type: 'number', default: 'much' } } }))).toEqual([
      '/variables/total/default Must be a number.',
    ]);
    expect(problems(workflowOf([], { variables: { total: { type: 'number', default: '${record.nam}' } } }))).toEqual([
      expect.stringContaining("/variables/total/default Column 10: Unknown field 'nam'"),
    ]);
  });

  test('what is wrong in form hides nothing else, unless the step is none without it', () => {
    const wrong = (rest: JsonObject) =>
      problems(
        workflowOf([
          { id: 'a', do: 'stop', ...rest },
          { id: 'a', do: 'fly' },
        ]),
      );
    expect(wrong({ timeout: 5, retries: 3 }).map((text) => text.split(' ')[0])).toEqual([
      ...['/steps/0/retries', '/steps/0/timeout', '/steps/1/id', '/steps/1/do'],
    ]);
    expect(wrong({ id: 5 })).toHaveLength(1);
  });

  test('all that is wrong is told at once', () => {
    const found = problems(
      workflowOf(
        [
          { id: 'a', do: 'records.find', with: { entity: 'persn' } },
          { id: 'b', if: 'record.nothing', then: [{ id: 'c', do: 'fly' }], else: [{ id: 'a', do: 'stop' }] },
        ],
        { trigger: { on: 'record.updated', entity: 'opportunity', watch: ['stag'] }, runAs: 'publisher' },
      ),
    );
    expect(found.map((text) => text.split(' ')[0])).toEqual([
      ...['/trigger/watch/0', '/steps/0/with/entity', '/steps/1/if', '/steps/1/then/0/do', '/steps/1/else/0/id'],
    ]);
  });
});

describe('an action', () => {
  const manual = (rest: JsonObject = {}) =>
    definition({
      ...{
        $schema: 'kiln:workflow',
        $id: 'discount',
        title: 'Discount',
        trigger: { on: 'manual', entity: 'opportunity' },
      },
      input: {
        type: 'object',
        required: ['percent'],
        properties: { percent: { type: 'integer' }, note: { type: 'string' } },
      },
      steps: [{ id: 'note', do: 'stop', with: { message: '${string(input.percent)} ${input.note}' } }],
      ...rest,
    });
  const action = (rest: JsonObject = {}, call: JsonObject = {}) =>
    definition({
      ...{ $schema: 'kiln:action', $id: 'discount', title: 'Discount', entity: 'opportunity' },
      ...{ call: { workflow: 'discount', ...call }, ...rest },
    });

  test('starts a workflow and asks for its input', () => {
    const model = compile([...dealDefinitions(), manual(), action({}, { with: { note: 'now' } })]);
    const { input, call } = only([...model.actions.values()]);
    expect(call).toEqual({ workflow: 'discount', with: { note: 'now' } });
    expect([...(input?.fields.keys() ?? [])]).toEqual(['percent']);
    expect([...(model.workflows.get('discount')?.input?.fields.keys() ?? [])]).toEqual(['percent', 'note']);
  });

  test('is offered with the workflow switched on', () => {
    const offered = (rest: JsonObject) =>
      toBrowserModel(compile([...dealDefinitions(), manual(rest), action()]), 'en').actions.map(({ name }) => name);
    expect(offered({})).toEqual(['discount']);
    expect(offered({ enabled: false })).toEqual([]);
    const model = compile([...dealDefinitions(), manual(), action()]);
    expect(toBrowserModel(model, 'en').workflows).toEqual([{ name: 'discount', title: 'Discount' }]);
    expect(toBrowserModel(model, 'en', createAccess(model, ['salesManager'])).workflows).toEqual([]);
    expect(findInput(model, 'workflow-discount')?.fields.has('percent')).toBe(true);
    expect(findInput(model, 'action-discount')?.fields.has('note')).toBe(true);
  });

  test('says what is wrong with that', () => {
    const wrong = (...definitions: Definition[]) => problems(...definitions);
    expect(wrong(manual(), action({}, { workflow: 'discont' }))).toEqual([
      '/call/workflow There is no workflow "discont". Did you mean "discount"?',
    ]);
    expect(wrong(manual(), action({ entity: 'person' }))).toEqual([
      '/entity The workflow "discount" is started with a record of "opportunity".',
    ]);
    expect(wrong(manual({ trigger: { on: 'workflow' } }), action())).toEqual([
      '/call/workflow The workflow "discount" is not started by hand: its trigger is "workflow".',
    ]);
    expect(wrong(manual(), action({ on: ['form'], bulk: 'together' }, { with: { perc: 5 } }))).toEqual([
      '/bulk A workflow is started for each record.',
      '/on A record has to be saved before a workflow is started with it.',
      '/call/with/perc The workflow asks for nothing called "perc". Known: percent, note.',
    ]);
    const input = { type: 'object', properties: { a: { type: 'string' } } };
    expect(wrong(manual(), action({ input }))).toEqual([
      '/input What is asked for stands in the workflow. An action that starts one has no "input".',
    ]);
    expect(wrong(manual(), action({}, { plugin: 'x' }))).toHaveLength(1);
  });
});
