import type { Json, JsonObject } from '../../../lib/json.ts';
import { type Collector, collector, items, members, object, textOf } from '../../references/collector.ts';
import { definitionName, entityName, fieldName, nothing } from '../../references/readers.ts';
import type { Path, Reference, Remedy } from '../../references/types.ts';
import { noteInput, pruneInput } from '../action/references.ts';
import { noteStepInput } from './references/noteStepInput.ts';
import { noteTexts } from './references/noteTexts.ts';
import { comparedValue, expression, type ScopeOf } from './references/runReaders.ts';
import { type ScopesOf, scopesOf } from './references/scopesOf.ts';
import { stepTypes } from './steps/stepTypes.ts';

/**
 * What a workflow names. Where its trigger needs what is gone, nothing starts it any more, and where a step does, runs
 * end there as failed: doing the rest would be something else than what was meant.
 */
export function workflowReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  const scopes = scopesOf(document);
  const trigger = object(document.trigger);
  noteTrigger(found, trigger, scopes);
  noteInput(found, ['input'], document.input);
  for (const [name, variable] of members(document.variables)) {
    const path = ['variables', name, 'default'];
    const gone: Remedy = { do: 'remove', path };
    noteTexts(found, path, object(variable).default, { gone, scopeOf: (words) => scopes(words).start });
  }
  noteSteps(found, ['steps'], document.steps, { scopes, trigger });
  return found.references;
}

function noteTrigger(found: Collector, trigger: JsonObject, scopes: ScopesOf): void {
  const whole: Remedy = { do: 'remove', path: [] };
  const { entity, form, plugin, watch, field, when, at } = trigger;
  const of = textOf(entity);
  found.text(['trigger', 'entity'], entity, entityName, 'definitionRemoved', whole);
  const still: JsonObject = { on: 'workflow', ...(typeof entity === 'string' ? { entity } : {}) };
  const idle: Remedy = { do: 'set', path: ['trigger'], value: still };
  found.text(['trigger', 'form'], form, definitionName('form'), 'neverStarts', idle);
  found.text(['trigger', 'plugin'], plugin, definitionName('plugin'), 'neverStarts', idle);
  found.text(['trigger', 'field'], field, fieldName(of), 'neverStarts', idle);
  found.text(['trigger', 'at'], at, nothing, 'valueRemoved');
  found.list(['trigger', 'watch'], watch, fieldName(of), 'mentionRemoved');
  if (typeof when !== 'string') return;
  const path = ['trigger', 'when'];
  const never: Remedy = { do: 'set', path, value: 'false' };
  found.place(
    path,
    expression((words) => scopes(words).trigger),
    'neverStarts',
    never,
    {},
  );
}

/** What is the same for all steps. */
interface Around {
  readonly scopes: ScopesOf;
  readonly trigger: JsonObject;
}

function noteSteps(found: Collector, path: Path, steps: Json | undefined, around: Around): void {
  for (const [index, step] of items(steps)) noteStep(found, [...path, index], object(step), around);
}

function noteStep(found: Collector, path: Path, step: JsonObject, around: Around): void {
  const { scopes, trigger } = around;
  const stop: Remedy = { do: 'set', path, value: stopped(step) };
  const scopeOf: ScopeOf = (words) => scopes(words).at(path);
  for (const keyword of ['when', 'if', 'switch', 'forEach']) {
    found.text([...path, keyword], step[keyword], expression(scopeOf), 'stepStopped', stop);
  }
  const type = stepTypes.get(textOf(step.do));
  if (type) noteStepInput(found, [...path, 'with'], type.input, object(step.with), { stop, scopeOf, trigger });
  noteGiven(found, [...path, 'with', 'input'], step, stop);
  for (const keyword of ['compensate', 'then', 'else', 'default', 'steps', 'try', 'catch']) {
    noteSteps(found, [...path, keyword], step[keyword], around);
  }
  for (const [index, branch] of items(step.parallel)) {
    noteSteps(found, [...path, 'parallel', index, 'steps'], object(branch).steps, around);
  }
  for (const [index, each] of items(step.cases)) {
    const at = [...path, 'cases', index];
    const reads = comparedValue(textOf(step.switch), scopeOf);
    const { is, steps } = object(each);
    found.text([...at, 'is'], is, reads, 'caseRemoved', { do: 'remove', path: at });
    found.list([...at, 'is'], is, reads, 'caseRemoved');
    noteSteps(found, [...at, 'steps'], steps, around);
  }
}

/** What somebody is given who takes it no more: texts are noted as templates already. */
function noteGiven(found: Collector, path: Path, step: JsonObject, stop: Remedy): void {
  if (step.do !== 'workflow' && step.do !== 'plugin') return;
  const { input } = object(step.with);
  if (input === undefined || typeof input === 'string') return;
  for (const [name, value] of members(input)) {
    if (typeof value !== 'string') found.place([...path, name], nothing, 'stepStopped', stop);
  }
}

/** What stands in the place of a step that cannot be done any more. */
function stopped({ id, title }: JsonObject): JsonObject {
  const message = 'What this step needs is gone.';
  return { id: id ?? '', ...(title === undefined ? {} : { title }), do: 'stop', with: { as: 'failed', message } };
}

/** A trigger that watched nothing but what is gone would start with every change. */
export function pruneWorkflow(document: JsonObject): JsonObject {
  const trigger = object(document.trigger);
  const { watch, ...others } = trigger;
  const isBlind = Array.isArray(watch) && watch.length === 0;
  const { input, ...rest } = document;
  const left = pruneInput(input);
  return {
    ...rest,
    ...(isBlind ? { trigger: { ...others, when: 'false' } } : {}),
    ...(left === undefined ? {} : { input: left }),
  };
}
