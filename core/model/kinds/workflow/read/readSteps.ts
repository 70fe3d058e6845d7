import { didYouMean } from '../../../../definitions/didYouMean.ts';
import { fromPointer } from '../../../../definitions/pointer.ts';
import { said } from '../../../../errors/said.ts';
import { parse } from '../../../../expressions/parse.ts';
import type { CelType } from '../../../../expressions/types.ts';
import { parseDuration } from '../../../../expressions/values/durations.ts';
import type { Json } from '../../../../lib/json.ts';
import type { Path } from '../../../references/types.ts';
import { readExpression } from '../../../templates/readExpression.ts';
import type { Compiled, Step } from '../../../workflowTypes.ts';
import type {
  DoDocument,
  ForEachDocument,
  IfDocument,
  ParallelDocument,
  StepDocument,
  SwitchDocument,
  TryDocument,
} from '../document.ts';
import { inputFaults } from '../inputFaults.ts';
import { type RunScopes, runVariables } from '../scopes/runScopes.ts';
import type { StepType } from '../steps/StepType.ts';
import { stepTypes } from '../steps/stepTypes.ts';
import { checkGiven } from './checkGiven.ts';
import { checkTogether } from './checkTogether.ts';
import { hasExpressions } from './hasExpressions.ts';
import { complaint, inside, type Reader } from './Reader.ts';
import { readInput } from './readInput.ts';

interface StepsReader extends Reader {
  readonly scopes: RunScopes;
  readonly path: Path;
  /** Ids that steps have already. */
  readonly ids: Set<string>;
  /** Variables of the loops around. */
  readonly loops: readonly string[];
  /** Of lists inside of each other; 1 is outermost. */
  readonly depth: number;
}

const deepest = 12;

/** The steps of a list, as far as they are right; whatever is wrong is reported. */
export function readSteps(steps: readonly StepDocument[], reader: StepsReader): Step[] {
  if (steps.length > 0 && reader.depth > deepest) {
    reader.report([], said`Steps stand at most ${deepest} levels deep.`);
    return [];
  }
  return steps.flatMap((step, index) => {
    const path = [...reader.path, index];
    const own = { ...reader, ...inside(reader, [index]), path, scope: reader.scopes.at(path) };
    takeId(step.id, own);
    return readStep(step, own) ?? [];
  });
}

function takeId(id: string, { ids, report }: StepsReader): void {
  if (ids.has(id)) report(['id'], said`There are two steps "${id}".`);
  ids.add(id);
  if (!parse(`steps.${id}`).ok) report(['id'], said`"${id}" is a word of the language; choose another id.`);
}

function readStep(step: StepDocument, reader: StepsReader): Step | undefined {
  const frame = { id: step.id, ...(step.title === undefined ? {} : { title: step.title }) };
  if ('do' in step) return readDo(step, frame, reader);
  if ('if' in step) return readIf(step, frame, reader);
  if ('switch' in step) return readSwitch(step, frame, reader);
  if ('forEach' in step) return readForEach(step, frame, reader);
  if ('try' in step) return readTry(step, frame, reader);
  return readParallel(step, frame, reader);
}

type Frame = Pick<Step, 'id' | 'title'>;

function further(reader: StepsReader, path: Path, loops: readonly string[] = reader.loops): StepsReader {
  return { ...reader, ...inside(reader, path), path: [...reader.path, ...path], loops, depth: reader.depth + 1 };
}

function expressionAt(
  key: string,
  source: string,
  reader: StepsReader,
  expects?: CelType['kind'],
): Compiled | undefined {
  return readExpression(source, { scope: reader.scope, complain: complaint(inside(reader, [key])) }, expects);
}

function readDo(step: DoDocument, frame: Frame, reader: StepsReader): Step | undefined {
  const { onError = 'fail', compensate = [] } = step;
  const type = stepTypes.get(step.do);
  if (!type) reader.report(['do'], said`There is no step "${step.do}".${didYouMean(step.do, stepTypes.keys())}`);
  const when = step.when === undefined ? undefined : expressionAt('when', step.when, reader, 'bool');
  const undo = readSteps(compensate, further(reader, ['compensate']));
  const timeout = step.timeout === undefined ? undefined : durationAt(['timeout'], step.timeout, reader);
  const retry = retryOf(step, reader);
  if (!type) return undefined;
  return {
    kind: 'do',
    ...frame,
    do: type.name,
    type,
    with: readWith(type, step, reader),
    ...(when ? { when } : {}),
    retry,
    ...(timeout === undefined ? {} : { timeout }),
    onError,
    compensate: undo,
  };
}

function readWith(type: StepType, step: DoDocument, reader: StepsReader) {
  const input = step.with ?? {};
  const own = inside(reader, ['with']);
  for (const { pointer, ...words } of inputFaults(type.input, input, hasExpressions))
    own.report(fromPointer(pointer), words);
  checkTogether(type.name, input, own);
  checkGiven(type.name, input, own);
  return readInput(type.input, input, input, own);
}

function retryOf({ retry }: DoDocument, reader: Reader) {
  const { times = 0, backoff = 'fixed', delay, maxDelay } = retry ?? {};
  return {
    times,
    backoff,
    delay: delay === undefined ? 1_000 : durationAt(['retry', 'delay'], delay, reader),
    maxDelay: maxDelay === undefined ? 3_600_000 : durationAt(['retry', 'maxDelay'], maxDelay, reader),
  };
}

/** Milliseconds, more than none. */
export function durationAt(path: Path, text: string, { report }: Pick<Reader, 'report'>): number {
  const duration = parseDuration(text);
  if (duration === null) report(path, said`Must be a duration such as PT1H30M or P14D.`);
  else if (duration <= 0) report(path, said`Must be longer than nothing.`);
  return duration ?? 0;
}

function readIf(step: IfDocument, frame: Frame, reader: StepsReader): Step | undefined {
  const condition = expressionAt('if', step.if, reader, 'bool');
  const then = readSteps(step.then, further(reader, ['then']));
  const otherwise = readSteps(step.else ?? [], further(reader, ['else']));
  return condition && { kind: 'if', ...frame, if: condition, then, else: otherwise };
}

function readSwitch(step: SwitchDocument, frame: Frame, reader: StepsReader): Step | undefined {
  const value = expressionAt('switch', step.switch, reader);
  const seen = new Set<Json>();
  const cases = step.cases.map(({ is, steps }, index) => {
    const values = Array.isArray(is) ? is : [is];
    for (const each of values) {
      if (seen.has(each)) reader.report(['cases', index, 'is'], said`${JSON.stringify(each)} has a case already.`);
      seen.add(each);
    }
    return { is: values, steps: readSteps(steps, further(reader, ['cases', index, 'steps'])) };
  });
  const rest = readSteps(step.default ?? [], further(reader, ['default']));
  return value && { kind: 'switch', ...frame, switch: value, cases, default: rest };
}

function readForEach(step: ForEachDocument, frame: Frame, reader: StepsReader): Step | undefined {
  const { as, parallel = 1 } = step;
  const list = expressionAt('forEach', step.forEach, reader);
  const type = list?.expression.type;
  if (type && type.kind !== 'list' && type.kind !== 'dyn') {
    reader.report(['forEach'], said`This is no list, so there is nothing to go through.`);
  }
  if (runVariables.includes(as))
    reader.report(['as'], said`"${as}" has a meaning in every workflow; choose another name.`);
  if (reader.loops.includes(as)) reader.report(['as'], said`A loop around this one has "${as}" already.`);
  if (!parse(as).ok) reader.report(['as'], said`"${as}" is a word of the language; choose another name.`);
  const steps = readSteps(step.steps, further(reader, ['steps'], [...reader.loops, as]));
  return list && { kind: 'forEach', ...frame, forEach: list, as, steps, parallel };
}

function readParallel(step: ParallelDocument, frame: Frame, reader: StepsReader): Step {
  const branches = step.parallel.map(({ id, title, steps }, index) => {
    takeId(id, { ...reader, ...inside(reader, ['parallel', index]) });
    return {
      id,
      ...(title === undefined ? {} : { title }),
      steps: readSteps(steps, further(reader, ['parallel', index, 'steps'])),
    };
  });
  return { kind: 'parallel', ...frame, branches };
}

function readTry(step: TryDocument, frame: Frame, reader: StepsReader): Step {
  return {
    kind: 'try',
    ...frame,
    try: readSteps(step.try, further(reader, ['try'])),
    catch: readSteps(step.catch, further(reader, ['catch'])),
  };
}
