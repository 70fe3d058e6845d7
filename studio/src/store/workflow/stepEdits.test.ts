import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { renameStep } from './renameStep.ts';
import {
  besideSpot,
  duplicateStep,
  freshIds,
  insertStep,
  moveStep,
  pathAfterMove,
  removeStep,
  stepSpot,
} from './stepEdits.ts';
import { allSpots, allSteps, findStep, pointerOf, stepAt } from './stepTree.ts';

const workflow: JsonObject = {
  $id: 'thank',
  trigger: { on: 'record.updated', entity: 'deal' },
  steps: [
    { id: 'find', do: 'records.find', with: { entity: 'contact', where: "account == '${record.account}'" } },
    {
      id: 'each',
      forEach: 'steps.find.output.data',
      as: 'person',
      steps: [{ id: 'call', do: 'records.create', with: { values: { subject: 'steps.find ${steps.find.state}' } } }],
    },
    { id: 'big', if: "record.amount > 10.0 && 'steps.find' != 'x'", then: [{ id: 'ok', do: 'approval' }] },
    { id: 'last', switch: 'record.stage', cases: [{ is: 'won', steps: [{ id: 'a', do: 'stop' }] }], default: [] },
  ],
};

const ids = (document: JsonObject) => allSteps(document).map(({ key }) => key);
const at = (document: JsonObject, key: string) => findStep(document, key)?.path ?? [];

test('steps are read from top to bottom, those inside after their own', () => {
  expect(ids(workflow)).toEqual(['find', 'each', 'call', 'big', 'ok', 'last', 'a']);
  expect(stepAt(workflow, ['steps', '2', 'then', '0', 'with'])?.key).toBe('ok');
  expect(stepAt(workflow, ['trigger', 'entity'])).toBeUndefined();
});

test('steps without an id, and those of an id that is taken, are told apart by their place', () => {
  const twice = { steps: [{ id: 'one', do: 'stop' }, { id: 'one', do: 'stop' }, { do: 'stop' }, 'nothing'] };
  expect(ids(twice)).toEqual(['one', '/steps/1', '/steps/2']);
});

test('a step goes into a branch that was not there, and the branch goes when it is empty again', () => {
  const moved = moveStep(workflow, at(workflow, 'find'), { list: ['steps', 2, 'else'], index: 0 });
  expect(ids(moved)).toEqual(['each', 'call', 'big', 'ok', 'find', 'last', 'a']);
  const back = moveStep(moved, at(moved, 'find'), { list: ['steps'], index: 0 });
  expect(back).toEqual(workflow);
});

test('nothing goes into itself, and what stays where it is changes nothing', () => {
  expect(moveStep(workflow, ['steps', 1], { list: ['steps', 1, 'steps'], index: 0 })).toBe(workflow);
  expect(moveStep(workflow, ['steps', 1], { list: ['steps'], index: 2 })).toBe(workflow);
});

test('keys move a step over the edges of branches, and sideways to the branch beside', () => {
  const down = stepSpot(workflow, at(workflow, 'find'), 1);
  expect(down).toEqual({ list: ['steps', 1, 'steps'], index: 0 });
  expect(stepSpot(workflow, at(workflow, 'find'), -1)).toBeUndefined();
  expect(besideSpot(workflow, at(workflow, 'ok'), 1)).toEqual({ list: ['steps', 2, 'else'], index: 0 });
  expect(besideSpot(workflow, at(workflow, 'ok'), -1)).toBeUndefined();
});

test('a copy has ids of its own, and reads its own steps', () => {
  const { document, id } = duplicateStep(workflow, at(workflow, 'each'));
  expect(id).toBe('each2');
  expect(ids(document)).toEqual(['find', 'each', 'call', 'each2', 'call2', 'big', 'ok', 'last', 'a']);
  const pair = {
    id: 'if1',
    if: 'true',
    then: [
      { id: 'x', do: 'set' },
      { id: 'y', if: 'steps.x.state == "done"', then: [] },
    ],
  };
  const taken = { steps: [{ id: 'x', do: 'stop' }] };
  expect(JSON.stringify(freshIds(pair, taken))).toContain('steps.x2.state');
});

test('expressions follow a step to its new name, texts do not', () => {
  const renamed = renameStep(workflow, 'find', 'people');
  expect(JSON.stringify(renamed)).not.toContain('"find"');
  expect(findStep(renamed, 'each')?.step.forEach).toBe('steps.people.output.data');
  const { values }: JsonObject = Object(findStep(renamed, 'call')?.step.with);
  expect(values).toEqual({ subject: 'steps.find ${steps.people.state}' });
  expect(findStep(renamed, 'big')?.step.if).toBe("record.amount > 10.0 && 'steps.find' != 'x'");
  const keyed = renameStep(
    {
      steps: [
        { id: 'a', do: 'stop' },
        { id: 'b', if: "steps['a'].state == 'a'" },
      ],
    },
    'a',
    'c',
  );
  expect(findStep(keyed, 'b')?.step.if).toBe("steps['c'].state == 'a'");
});

test('whatever is moved wherever, no step is lost or stands twice, and it is where it was said to be', () => {
  const move = fc.tuple(fc.nat(20), fc.nat(40));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      let document = workflow;
      for (const [which, where] of moves) {
        const steps = allSteps(document);
        const step = steps[which % steps.length];
        const spots = allSpots(document);
        const spot = spots[where % spots.length];
        if (!step || !spot) continue;
        const next = moveStep(document, step.path, spot);
        if (next === document) continue;
        const place = pointerOf(pathAfterMove(step.path, spot));
        expect(allSteps(next).find(({ path }) => pointerOf(path) === place)?.key).toBe(step.key);
        document = next;
      }
      expect(ids(document).sort()).toEqual(ids(workflow).sort());
    }),
  );
});

test('what is put in is taken out again', () => {
  for (const spot of allSpots(workflow)) {
    const step = { id: 'fresh', do: 'stop' };
    const added = insertStep(workflow, spot, step);
    expect(ids(added)).toContain('fresh');
    expect(withoutEmpty(removeStep(added, at(added, 'fresh')))).toEqual(withoutEmpty(workflow));
  }
});

/** An empty branch says the same as none. */
function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => !(Array.isArray(member) && member.length === 0));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutEmpty(member)]));
}
