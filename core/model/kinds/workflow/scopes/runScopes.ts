import { check } from '../../../../expressions/check.ts';
import type { CelType, Scope } from '../../../../expressions/types.ts';
import { isObject, type Json, type JsonObject } from '../../../../lib/json.ts';
import { items, members, object, textOf } from '../../../references/collector.ts';
import type { Path } from '../../../references/types.ts';
import { membersOf } from '../../../scope.ts';
import { stepTypes } from '../steps/stepTypes.ts';
import { celTypeOf } from './celTypeOf.ts';
import type { ScopeWorld } from './ScopeWorld.ts';
import { triggerVariables } from './triggerVariables.ts';

/** The variables of a workflow's expressions, by where they stand. */
export interface RunScopes {
  /** Of the trigger's condition. */
  readonly trigger: Scope;
  /** Of the first values of variables. */
  readonly start: Scope;
  /** Of the step at the path: `['steps', 2, 'then', 0]`. */
  readonly at: (path: Path) => Scope;
  /** Of the step with the id, the first of several. */
  readonly ofStep: (id: string) => Scope | undefined;
}

/** Names that mean something in runs: no item of a loop may be called so. */
export const runVariables: readonly string[] = [
  ...['record', 'before', 'trigger', 'input', 'vars', 'steps', 'run', 'actor', 'error', 'now'],
];

type Lazy = () => CelType;

/** What is visible somewhere. Types are made when they are asked for: most never are. */
interface Frame {
  readonly variables: ReadonlyMap<string, Lazy>;
  readonly steps: ReadonlyMap<string, Lazy>;
}

interface Walk {
  readonly world: ScopeWorld;
  readonly visit: (path: Path, id: string, scope: Scope) => void;
}

const string: CelType = { kind: 'string' };
const dyn: CelType = { kind: 'dyn' };
const fault: CelType = { kind: 'object', name: 'the error', fields: membersOf({ code: string, message: string }) };
const caught: CelType = {
  kind: 'object',
  name: 'the error',
  fields: membersOf({ code: string, message: string, step: string }),
};
const run: CelType = {
  kind: 'object',
  name: 'the run',
  fields: membersOf({ id: string, workflow: string, startedAt: { kind: 'timestamp' }, attempt: { kind: 'int' } }),
};
const counted: JsonObject = { type: 'object', properties: { count: { type: 'integer' } } };

/** Takes any JSON: what is not understood has no variables. */
export function runScopes(document: JsonObject, world: ScopeWorld): RunScopes {
  const brought = triggerVariables(document, world);
  const { record, actor } = brought;
  const before = object(document.trigger).on === 'record.updated' ? brought.before : undefined;
  const asked = Object.fromEntries(
    Object.entries({ record, before, actor }).filter((entry): entry is [string, CelType] => entry[1] !== undefined),
  );
  const start: Frame = {
    variables: new Map(Object.entries(brought).map(([name, type]) => [name, () => type])),
    steps: new Map(),
  };
  const vars = members(document.variables).map(
    ([name, schema]) => [name, celTypeOf(schema, world, `the variable ${name}`)] as const,
  );
  const first = [
    ['vars', { kind: 'object', name: 'the variables', fields: membersOf(Object.fromEntries(vars)) }] as const,
    ['run', run] as const,
  ].reduce((frame, [name, type]) => withVariable(frame, name, () => type), start);
  const byPath = new Map<string, Scope>();
  const byId = new Map<string, Scope>();
  const visit: Walk['visit'] = (path, id, scope) => {
    byPath.set(JSON.stringify(path), scope);
    if (!byId.has(id)) byId.set(id, scope);
  };
  walkList(document.steps, ['steps'], first, { world, visit });
  return {
    trigger: membersOf(asked),
    start: scopeOf(start),
    at: (path) => byPath.get(JSON.stringify(path)) ?? scopeOf(first),
    ofStep: (id) => byId.get(id),
  };
}

/** Answers with what is visible behind the list. */
function walkList(list: Json | undefined, path: Path, frame: Frame, walk: Walk): Frame {
  return items(list).reduce((before, [index, step]) => walkStep(object(step), [...path, index], before, walk), frame);
}

function walkStep(step: JsonObject, path: Path, frame: Frame, walk: Walk): Frame {
  const id = textOf(step.id);
  walk.visit(path, id, scopeOf(frame));
  const inside = (key: string, from: Frame): Frame => walkList(step[key], [...path, key], from, walk);
  const each = (key: string): Frame[] =>
    items(step[key]).map(([index, part]) => walkList(object(part).steps, [...path, key, index, 'steps'], frame, walk));
  if (step.do !== undefined) {
    const done = withStep(frame, id, () => outputOf(step, walk.world));
    inside(
      'compensate',
      withVariable(done, 'error', () => caught),
    );
    return done;
  }
  if (step.forEach !== undefined) {
    const list = once(() => typeOf(textOf(step.forEach), scopeOf(frame)));
    const item: Lazy = () => {
      const type = list();
      return type.kind === 'list' ? type.of : dyn;
    };
    inside('steps', withVariable(frame, textOf(step.as), once(item)));
    return withStep(frame, id, () => celTypeOf(counted, walk.world, `the output of ${id}`));
  }
  const inner = Array.isArray(step.parallel)
    ? each('parallel')
    : step.switch === undefined
      ? branches(step, inside, frame)
      : [...each('cases'), inside('default', frame)];
  return withStep(joined(frame, inner), id);
}

function branches(step: JsonObject, inside: (key: string, from: Frame) => Frame, frame: Frame): Frame[] {
  if (step.try === undefined) return [inside('then', frame), inside('else', frame)];
  const tried = inside('try', frame);
  return [
    tried,
    inside(
      'catch',
      withVariable(tried, 'error', () => caught),
    ),
  ];
}

/** Steps of all branches are visible behind them: what was not done is null. */
function joined(frame: Frame, branches: readonly Frame[]): Frame {
  return { ...frame, steps: new Map([...frame.steps, ...branches.flatMap(({ steps }) => [...steps])]) };
}

function withVariable(frame: Frame, name: string, type: Lazy): Frame {
  return { ...frame, variables: new Map([...frame.variables, [name, type]]) };
}

function withStep(frame: Frame, id: string, output?: Lazy): Frame {
  const type = once((): CelType => {
    const fields = { state: string, error: fault, ...(output ? { output: output() } : {}) };
    return { kind: 'object', name: `the step ${id}`, fields: membersOf(fields) };
  });
  return { ...frame, steps: new Map([...frame.steps, [id, type]]) };
}

function scopeOf({ variables, steps }: Frame): Scope {
  const fields = lazyMembers(steps);
  const all = new Map([
    ...variables,
    ['steps', (): CelType => ({ kind: 'object', name: 'the steps', fields })] as const,
  ]);
  return lazyMembers(all);
}

function lazyMembers(types: ReadonlyMap<string, Lazy>): Scope {
  return Object.assign((name: string) => types.get(name)?.(), { names: () => types.keys() });
}

function outputOf(step: JsonObject, world: ScopeWorld): CelType {
  const type = stepTypes.get(textOf(step.do));
  if (!type) return dyn;
  const input = isObject(step.with) ? step.with : {};
  const schema = typeof type.output === 'function' ? type.output(input, world) : type.output;
  return celTypeOf(schema, world, `the output of ${textOf(step.id)}`);
}

function typeOf(source: string, scope: Scope): CelType {
  const result = check(source, scope);
  return result.ok ? result.expression.type : dyn;
}

function once(make: Lazy): Lazy {
  let made: CelType | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
